// A certificate that nobody trusts, made by openssl for as long as a test runs.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param names hosts it is for, besides this machine. */
export function selfSigned(
  folder: string,
  names: readonly string[] = [],
): { readonly key: string; readonly cert: string } {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const hosts = ['localhost', ...names].map((name) => `DNS:${name}`).join();
  const subject = ['-subj', '/CN=localhost', '-addext', `subjectAltName=${hosts},IP:127.0.0.1`];
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key];
  execFileSync('openssl', ['req', '-x509', ...newKey, '-out', cert, '-days', '2', ...subject], {
    stdio: 'pipe',
  });
  return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}
