// Certificates made by openssl for a test: self-signed, or signed by a new authority.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificate {
  /** PEM, both. */
  readonly key: string;
  readonly cert: string;
}

/** Paths of PEM files. */
export interface Authority {
  readonly key: string;
  readonly cert: string;
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
const life = ['-days', '2'];

/** @param names hosts it is for, besides this machine. */
export function selfSigned(folder: string, names: readonly string[] = []): Certificate {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', alternativeNames(names)];
  openssl('req', '-x509', ...newKey, '-keyout', key, '-out', cert, ...life, ...subject);
  return read(key, cert);
}

export function authorityOf(folder: string): Authority {
  return { key: join(folder, 'authority-key.pem'), cert: join(folder, 'authority.pem') };
}

/** A new authority that no system trusts, in `folder`. */
export function newAuthority(folder: string): Authority {
  const authority = authorityOf(folder);
  const subject = ['-subj', '/CN=Company Authority', '-addext', 'keyUsage=critical,keyCertSign'];
  openssl('req', '-x509', ...newKey, '-keyout', authority.key, '-out', authority.cert, ...life, ...subject);
  return authority;
}

/** @param names hosts it is for, besides this machine. */
export function signedBy(authority: Authority, folder: string, names: readonly string[]): Certificate {
  const file = (name: string): string => join(folder, name);
  const [key, request, cert] = [file('signed-key.pem'), file('request.pem'), file('signed.pem')];
  openssl('req', ...newKey, '-keyout', key, '-out', request, '-subj', '/CN=localhost');
  writeFileSync(file('extensions'), alternativeNames(names));
  const signing = ['-CA', authority.cert, '-CAkey', authority.key, '-set_serial', '2'];
  openssl('x509', '-req', '-in', request, ...signing, ...life, '-extfile', file('extensions'), '-out', cert);
  return read(key, cert);
}

function alternativeNames(names: readonly string[]): string {
  return `subjectAltName=${['localhost', ...names].map((name) => `DNS:${name}`).join()},IP:127.0.0.1`;
}

function read(key: string, cert: string): Certificate {
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}

function openssl(...args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: 'pipe' });
}
