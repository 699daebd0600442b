// One connection's credentials, resolved by the SDK's own chain: once for all its clients, with a time-out, and again when they expire.
import { getDefaultRoleAssumerWithWebIdentity } from '@aws-sdk/client-sts';
import { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
import type { Connection } from '../../domain/connections/connection.ts';
import type { Disposable } from '../../domain/base/disposable.ts';
import { FailureError, type Failure } from '../../domain/connections/failure.ts';
import { runKillable } from './credentialProcess.ts';
import { MfaRoles, type AskMfaCode } from './mfa.ts';
import { openConfig, originOf, profileOf, type Origin } from '../failures/origin.ts';
import { AwsFiles, kindOf } from '../profiles/profiles.ts';
import { isFresh, isValid, type Identity, type RoleSessions } from './roleSessions.ts';
import type { Settings } from '../profiles/settings.ts';

type IdentityProperties = Parameters<ReturnType<typeof fromIni>>[0];

export interface CredentialsOptions {
  readonly roleSessions: RoleSessions;
  askMfaCode(device: string, profile: string): Promise<string | undefined>;
  /** Milliseconds the chain may take; waiting for the user does not count. */
  readonly credentialsTimeout: number;
}

/** The emulator accepts any key, so real ones are never sent to it. */
const sandboxIdentity: Identity = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' };

export class Credentials implements Disposable {
  readonly #connection: Connection;
  readonly #settings: Settings;
  readonly #options: CredentialsOptions;
  readonly #disposed = new AbortController();
  #mfa: MfaRoles | undefined;
  #current: Identity | undefined;
  #pending: Promise<Identity> | undefined;
  #restartTimeout: () => void = () => undefined;

  constructor(connection: Connection, settings: Settings, options: CredentialsOptions) {
    this.#connection = connection;
    this.#settings = settings;
    this.#options = options;
  }

  /** The provider for clients; marked so that they ask it each time and keep no copy. */
  readonly provider = Object.assign(
    async (properties?: IdentityProperties): Promise<Identity> => {
      if (this.#current && isFresh(this.#current)) return this.#current;
      this.#pending ??= this.#resolve(properties).finally(() => (this.#pending = undefined));
      try {
        return await this.#pending;
      } catch (error) {
        // Renewal begins minutes before the expiry: until then the old ones are valid.
        if (this.#current && isValid(this.#current)) return this.#current;
        throw error;
      }
    },
    { memoized: true },
  );

  /** The service refused the credentials: the next call resolves them again. */
  forget(): void {
    this.#current = undefined;
    this.#mfa?.forget();
  }

  dispose(): void {
    this.#disposed.abort();
    this.#current = undefined;
  }

  async #resolve(properties: IdentityProperties): Promise<Identity> {
    const connection = this.#connection;
    if (connection.kind === 'sandbox') return sandboxIdentity;
    const files = await AwsFiles.read();
    checkSsoSessions(connection, files);
    const stop = new AbortController();
    try {
      const signal = AbortSignal.any([stop.signal, this.#disposed.signal]);
      const resolving = runKillable(signal, () => this.#chain(files)(properties));
      this.#current = await Promise.race([resolving, this.#timeUp(originOf(connection, files), signal)]);
      return this.#current;
    } finally {
      stop.abort();
    }
  }

  #chain(files: AwsFiles): (properties: IdentityProperties) => Promise<Identity> {
    const connection = this.#connection;
    const settings = this.#settings;
    const profile = profileOf(connection, files) ?? 'default';
    const ask: AskMfaCode = (device) => this.#options.askMfaCode(device, profile);
    this.#mfa ??= new MfaRoles(this.#options.roleSessions, ask, profile, () => this.#restartTimeout());
    const region = files.profile(profile)?.['region'];
    const sts = region === undefined ? settings.sts : { ...settings.sts, region };
    const init = {
      ignoreCache: true,
      clientConfig: settings.nested,
      mfaCodeProvider: this.#mfa.mfaCodeProvider,
      roleAssumer: this.#mfa.assumer(sts),
      roleAssumerWithWebIdentity: getDefaultRoleAssumerWithWebIdentity(sts),
    };
    // For a named profile the node chain would hide the reason and try the instance metadata.
    return connection.kind === 'profile' ? fromIni({ ...init, profile }) : fromNodeProviderChain(init);
  }

  /** Rejects when the time is up; an answer by the user restarts the time. Never settles once the signal is aborted. */
  #timeUp(origin: Origin, signal: AbortSignal): Promise<never> {
    const timeout = this.#options.credentialsTimeout;
    return new Promise((_, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const start = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          if (this.#mfa?.isAsking) start();
          else reject(new FailureError(tookTooLong(origin, timeout)));
        }, timeout);
      };
      start();
      this.#restartTimeout = start;
      const stop = (): void => {
        clearTimeout(timer);
        this.#restartTimeout = () => undefined;
      };
      signal.addEventListener('abort', stop, { once: true });
    });
  }
}

function tookTooLong(origin: Origin, timeout: number): Failure {
  const seconds = Math.ceil(timeout / 1000);
  if (origin.sourceKind === 'credentialProcess') {
    return {
      kind: 'misconfigured',
      message: `The credential_process of profile "${origin.profile ?? ''}" did not answer within ${seconds} s.`,
      action: openConfig(origin),
    };
  }
  return {
    kind: 'offline',
    message: `${origin.who} got no credentials within ${seconds} s.`,
    action: { type: 'retry' },
  };
}

/** For a missing sso-session section the SDK throws a TypeError that tells the user nothing. */
function checkSsoSessions(connection: Connection, files: AwsFiles): void {
  const profile = profileOf(connection, files);
  if (profile === undefined) return;
  for (const { name, section } of files.chain(profile)) {
    const session = section['sso_session'];
    if (session === undefined || kindOf(section) !== 'sso' || files.ssoSession(session)) continue;
    throw new FailureError(files.missingSection('sso-session', session, name));
  }
}
