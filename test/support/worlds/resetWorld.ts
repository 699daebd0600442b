// A job whose users must reset their passwords: the emulator's account in process, and windows that send them codes.
import { failureOf, type Failure } from '../../../src/domain/connections/failure.ts';
import { RateLimiter } from '../../../src/domain/gateway/rateLimiter.ts';
import type { RowOutcome } from '../../../src/domain/rows/rowPass.ts';
import { runRows } from '../../../src/domain/rows/rowRunner.ts';
import { recoveryContacts, resetAction, type ResetRow } from '../../../src/domain/users/resets.ts';
import type { UserPool } from '../../../src/emulator/cognito/userPool.ts';
import { CognitoInProcess } from '../cognito/cognitoInProcess.ts';
import { RowWindow, storedPass, type StoredPass } from './memoryPass.ts';
import { VirtualClock } from '../virtualClock.ts';

const poolId = 'us-east-1_A';

export class ResetWorld {
  readonly clock = new VirtualClock();
  readonly service: CognitoInProcess;
  readonly stored: StoredPass<ResetRow>;
  readonly #limiter = new RateLimiter(this.clock);

  /** Users `user0`, `user1`, … with verified addresses. */
  constructor(users: number, emailsPerDay = Infinity) {
    this.service = new CognitoInProcess(this.clock, { emailsPerDay });
    this.service.addPool(poolId, 'A');
    for (let index = 0; index < users; index++)
      this.pool.addUser({
        username: `user${index}`,
        sub: `sub ${index}`,
        columns: ['email', 'email_verified'],
        values: [`user${index}@example.com`, 'TRUE'],
        created: this.clock.now(),
        status: 'RESET_REQUIRED',
      });
    const list = [...this.pool.users()].map(({ username, sub }, index) => ({
      line: index + 2,
      username,
      sub,
    }));
    this.stored = storedPass(list);
  }

  get pool(): UserPool {
    return this.service.emulated.pool(poolId);
  }

  get outcomes(): readonly RowOutcome[] {
    return this.stored.outcomes;
  }

  change(name: string, change: Partial<ReturnType<UserPool['addUser']>>): void {
    const user = this.pool.user(name);
    if (user) Object.assign(user, change);
  }

  /** Runs a window to its end, however long that takes. Undefined where every row has its outcome. */
  async drive(window = new RowWindow(), point?: () => void): Promise<Failure | undefined> {
    const gateway = this.service.connect(this.#limiter, 'rows');
    const description = gateway.imports.describeUserPool(poolId, window.signal);
    const ends: (Failure | undefined)[] = [];
    const run = async (): Promise<void> => {
      const action = resetAction(gateway.users, poolId, recoveryContacts(await description));
      const options = { clock: this.clock, lease: window, signal: window.signal };
      await runRows(window.open(this.stored, point), action, options);
    };
    void run().then(
      () => ends.push(undefined),
      (error: unknown) => ends.push(failureOf(error)),
    );
    while (ends.length === 0) await this.clock.advance(500);
    return ends[0];
  }
}
