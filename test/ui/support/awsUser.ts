// A user's home with AWS files and logins in it, changed while windows are open as editors and the AWS CLI change them.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startAwsServices, type AwsServices } from '../../support/awsServices.ts';
import { temporaryFolder } from '../../support/cleanup.ts';

export class AwsUser {
  /** STS, SSO and sign-in, as `env` leads to them. */
  readonly services: AwsServices;
  readonly path: string;
  readonly #remove: () => void;

  private constructor(services: AwsServices, folder: ReturnType<typeof temporaryFolder>) {
    this.services = services;
    this.path = folder.path;
    this.#remove = () => folder.remove();
  }

  static async move(): Promise<AwsUser> {
    return new AwsUser(await startAwsServices(), temporaryFolder('home'));
  }

  /** How the AWS CLI was called in this user's terminals, arguments only. */
  get cliCalls(): readonly string[] {
    const record = join(this.path, 'aws-calls');
    return existsSync(record) ? readFileSync(record, 'utf8').trimEnd().split('\n') : [];
  }

  /** For VS Code: this home, its own `aws`, and the services that sign in. STS is for the profiles to name (`services` in `config`). */
  equip(): Record<string, string> {
    const { url } = this.services;
    // A terminal's own start may set PATH anew, but comes to this in the end.
    writeFileSync(join(this.path, '.bashrc'), `aws() { echo "$@" >> "${join(this.path, 'aws-calls')}"; }\n`);
    return {
      SHELL: '/bin/bash',
      HOME: this.path,
      AWS_CONFIG_FILE: join(this.path, '.aws/config'),
      AWS_SHARED_CREDENTIALS_FILE: join(this.path, '.aws/credentials'),
      AWS_ENDPOINT_URL_SSO: url,
      AWS_ENDPOINT_URL_SSO_OIDC: url,
      AWS_ENDPOINT_URL_SIGNIN: url,
    };
  }

  config(text: string): void {
    this.#replace('.aws/config', text);
  }

  credentials(text: string): void {
    this.#replace('.aws/credentials', text);
  }

  /** What `aws sso login` leaves behind. */
  ssoLogin(session: string, accessToken: string): void {
    this.services.ssoTokens.add(accessToken);
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    this.#replace(`.aws/sso/cache/${hash('sha1', session)}.json`, JSON.stringify({ accessToken, expiresAt }));
  }

  /** What `aws login` leaves behind. */
  login(session: string, token: object): void {
    this.#replace(`.aws/login/cache/${hash('sha256', session)}.json`, JSON.stringify(token));
  }

  async leave(): Promise<void> {
    await this.services.close();
    this.#remove();
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
