// Assumes roles for one connection. Where a role needs an MFA code, the user is asked once, and only when the code can be used.
import { getDefaultRoleAssumer } from '@aws-sdk/client-sts';
import { FailureError, type Failure } from '../../domain/connections/failure.ts';
import { sessionKey, type AssumeRoleParams, type Identity, type RoleSessions } from './roleSessions.ts';
import type { ClientSettings } from '../profiles/settings.ts';

export type AskMfaCode = (device: string) => Promise<string | undefined>;

/**
 * A connection asks at most once in its life: after a declined or wrong code, or when the session has ended, calls fail until
 * the user retries, which makes a new connection. So no poll ever opens an input box.
 */
export class MfaRoles {
  readonly #sessions: RoleSessions;
  readonly #ask: AskMfaCode;
  readonly #profile: string;
  readonly #onAnswered: () => void;
  #key: string | undefined;
  #over: Failure | undefined;
  #asking = false;

  /** @param onAnswered called when the user has answered: the time-out starts again. */
  constructor(sessions: RoleSessions, ask: AskMfaCode, profile: string, onAnswered: () => void) {
    this.#onAnswered = onAnswered;
    this.#sessions = sessions;
    this.#ask = ask;
    this.#profile = profile;
  }

  /** Whether the user is being asked; no time-out applies then. */
  get isAsking(): boolean {
    return this.#asking;
  }

  /** For `fromIni`. It asks for codes before it has the source credentials; we ask afterwards (see `assumer`). */
  readonly mfaCodeProvider = (): Promise<string> => Promise.resolve('');

  assumer(sts: ClientSettings): (source: Identity, params: AssumeRoleParams) => Promise<Identity> {
    const assume = getDefaultRoleAssumer(sts);
    return async (source, params) => {
      const device = params.SerialNumber;
      if (device === undefined) return assume(source, params);
      const key = sessionKey(source, params);
      this.#key = key;
      const session = this.#sessions.find(key);
      if (session) return this.#watch(session);
      if (this.#over) throw new FailureError(this.#over);
      const open = async (): Promise<Identity> =>
        assume(source, { ...params, TokenCode: await this.#askOnce(device) });
      return this.#watch(this.#sessions.open(key, open));
    };
  }

  /** The service refused the session's credentials: they are not used again. */
  forget(): void {
    if (this.#key !== undefined) this.#sessions.forget(this.#key);
  }

  async #watch(session: Promise<Identity>): Promise<Identity> {
    this.#asking = true;
    this.#over = needsCode(this.#profile);
    try {
      return await session;
    } catch (error) {
      if (error instanceof FailureError) this.#over = error.failure;
      throw error;
    } finally {
      this.#asking = false;
      this.#onAnswered();
    }
  }

  async #askOnce(device: string): Promise<string> {
    const code = (await this.#ask(device))?.trim();
    if (code) return code;
    throw new FailureError({
      kind: 'cancelled',
      message: `Profile "${this.#profile}" needs an MFA code.`,
      short,
      action: { type: 'retry' },
    });
  }
}

const short = 'MFA code needed';

function needsCode(profile: string): Failure {
  return {
    kind: 'expired',
    message: `Profile "${profile}" needs a new MFA code.`,
    short,
    action: { type: 'retry' },
  };
}
