// A user's home with AWS files and logins in it, changed while windows are open as editors and the AWS CLI change them.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LoginToken } from '../../../../src/emulator/signIn/loginSessions.ts';
import type { SsoToken } from '../../../../src/emulator/signIn/ssoSessions.ts';
import { temporaryFolder } from '../../../support/cleanup.ts';

export class AwsUser {
  readonly #folder = temporaryFolder('home');

  get path(): string {
    return this.#folder.path;
  }

  /** How the AWS CLI was called in this user's terminals, arguments only. */
  get cliCalls(): readonly string[] {
    const record = join(this.path, 'aws-calls');
    return existsSync(record) ? readFileSync(record, 'utf8').trimEnd().split('\n') : [];
  }

  /** For VS Code: this home and its own `aws`. Where calls go is for the profiles to say. */
  equip(): Record<string, string> {
    // A terminal's own start may set PATH anew, but comes to this in the end.
    writeFileSync(join(this.path, '.bashrc'), `aws() { echo "$@" >> "${join(this.path, 'aws-calls')}"; }\n`);
    return {
      SHELL: '/bin/bash',
      HOME: this.path,
      AWS_CONFIG_FILE: join(this.path, '.aws/config'),
      AWS_SHARED_CREDENTIALS_FILE: join(this.path, '.aws/credentials'),
    };
  }

  config(text: string): void {
    this.#replace('.aws/config', text);
  }

  credentials(text: string): void {
    this.#replace('.aws/credentials', text);
  }

  /** What `aws sso login` leaves behind. */
  ssoLogin(session: string, token: SsoToken): void {
    this.#replace(`.aws/sso/cache/${hash('sha1', session)}.json`, JSON.stringify(token));
  }

  /** What `aws login` leaves behind. */
  login(session: string, token: LoginToken): void {
    this.#replace(`.aws/login/cache/${hash('sha256', session)}.json`, JSON.stringify(token));
  }

  leave(): void {
    this.#folder.remove();
  }

  /** Written beside it and moved into its place, so that nobody ever reads half a file. */
  #replace(name: string, text: string): void {
    const path = join(this.path, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
  }
}

/** A profile's section of the config file. */
export function profileSection(name: string, settings: Readonly<Record<string, string>>): string {
  const header = name === 'default' ? name : `profile ${name}`;
  const lines = Object.entries({ region: 'us-east-1', ...settings }).map(
    ([key, value]) => `${key} = ${value}\n`,
  );
  return `[${header}]\n${lines.join('')}`;
}

/** Keys as the credentials file or a profile has them; the emulator takes any. */
export function keys(accessKeyId: string): { aws_access_key_id: string; aws_secret_access_key: string } {
  // The documentation's own example secret: nothing a scanner or a person could take for a real one.
  const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
  return { aws_access_key_id: accessKeyId, aws_secret_access_key: secret };
}

function hash(algorithm: string, text: string): string {
  return createHash(algorithm).update(text).digest('hex');
}
