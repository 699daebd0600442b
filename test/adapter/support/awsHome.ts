// A temporary home directory for AWS files, and an environment without AWS variables, until it is closed.
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../../support/cleanup.ts';

export interface AwsHome {
  readonly path: string;
  /** Writes `~/NAME` with its directories. */
  write(name: string, text: string): string;
  remove(name: string): void;
  config(text: string): void;
  credentials(text: string): void;
  /** As `aws sso login` leaves it: under the session's name, or the start URL for a legacy profile. */
  ssoToken(session: string, token: object): void;
  /** As `aws login` leaves it. */
  loginToken(session: string, token: object): void;
  /** A script as `credential_process` names it. */
  script(name: string, source: string): string;
  close(): void;
}

/** Every secret that a test makes up contains this mark, so that a search finds secrets where none may be. */
export const secretMark = 'hushHushSecret';

/** A time in the past; ISO 8601. */
export const past = '2020-01-01T00:00:00Z';

const homeVariables = ['HOME', 'USERPROFILE', 'HOMEPATH', 'HOMEDRIVE'];

export function awsHome(environment: Readonly<Record<string, string>> = {}): AwsHome {
  const saved = { ...process.env };
  const folder = temporaryFolder('aws');
  for (const name of Object.keys(process.env)) {
    if (name.startsWith('AWS_') || homeVariables.includes(name)) Reflect.deleteProperty(process.env, name);
  }
  Object.assign(process.env, { HOME: folder.path, AWS_EC2_METADATA_DISABLED: 'true', ...environment });
  const write = (name: string, text: string): string => {
    const path = join(folder.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  };
  return {
    path: folder.path,
    write,
    remove: (name) => rmSync(join(folder.path, name), { recursive: true, force: true }),
    config: (text) => write('.aws/config', text),
    credentials: (text) => write('.aws/credentials', text),
    ssoToken: (session, token) => {
      write(`.aws/sso/cache/${hash('sha1', session)}.json`, JSON.stringify(token));
    },
    loginToken: (session, token) => {
      write(`.aws/login/cache/${hash('sha256', session)}.json`, JSON.stringify(token));
    },
    script: (name, source) => `"${process.execPath}" "${write(`bin/${name}`, source)}"`,
    close: () => {
      for (const name of Object.keys(process.env)) Reflect.deleteProperty(process.env, name);
      Object.assign(process.env, saved);
      folder.remove();
    },
  };
}

function hash(algorithm: string, text: string): string {
  return createHash(algorithm).update(text).digest('hex');
}
