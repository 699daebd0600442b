// A job whose users are to be deleted again: the emulator's account in process, the plan, and windows that carry it out.
import { RateLimiter } from '../../../src/domain/gateway/rateLimiter.ts';
import { failureOf, type Failure } from '../../../src/domain/connections/failure.ts';
import type { RowOutcome } from '../../../src/domain/rows/rowPass.ts';
import { runRows } from '../../../src/domain/rows/rowRunner.ts';
import type { ImportRun } from '../../../src/domain/users/importRun.ts';
import { undoAction, whyKept, type UndoRow } from '../../../src/domain/users/undo.ts';
import { recordEvent } from '../../../src/emulator/clients/authEvents.ts';
import type { UserPool } from '../../../src/emulator/cognito/userPool.ts';
import type { User } from '../../../src/emulator/cognito/users.ts';
import { CognitoInProcess } from '../cognito/cognitoInProcess.ts';
import { RowWindow, storedPass, type StoredPass } from './memoryPass.ts';
import { VirtualClock } from '../virtualClock.ts';

const poolId = 'us-east-1_A';

export class UndoWorld {
  readonly clock = new VirtualClock();
  readonly service = new CognitoInProcess(this.clock);
  readonly run: ImportRun;
  stored: StoredPass<UndoRow>;
  /** Everybody who was ever deleted by a call, in order. */
  readonly deleted: User[] = [];
  readonly #hasHistory: boolean;
  readonly #limiter = new RateLimiter(this.clock);

  /** Users `user0`, `user1`, … of one job, a minute ago. */
  constructor(users: number, hasHistory = false) {
    this.#hasHistory = hasHistory;
    const settings = { UserPoolAddOns: { AdvancedSecurityMode: hasHistory ? 'AUDIT' : 'OFF' } };
    this.service.addPool(poolId, 'A', { settings });
    const startDate = this.clock.now();
    for (let index = 0; index < users; index++) this.addUser(`user${index}`, 'RESET_REQUIRED');
    // It goes on for so long that who is created again meanwhile is told by the sub alone.
    this.run = { startDate, completionDate: startDate + 3_600_000, hasHashes: false };
    this.stored = this.makePlan();
    const remove = this.pool.deleteUser.bind(this.pool);
    this.pool.deleteUser = (user) => {
      this.deleted.push(user);
      remove(user);
    };
  }

  get pool(): UserPool {
    return this.service.emulated.pool(poolId);
  }

  get outcomes(): readonly RowOutcome[] {
    return this.stored.outcomes;
  }

  /** Lists who is to be deleted, as things stand now. */
  makePlan(): StoredPass<UndoRow> {
    const list = [...this.pool.users()].flatMap(
      ({ username, sub, created, modified, enabled, status }, index) => {
        const user = { username, created, modified, enabled, status, attributes: { sub } };
        return whyKept(user, this.run) ? [] : { line: index + 2, username, sub, created };
      },
    );
    return (this.stored = storedPass(list));
  }

  addUser(username: string, status: User['status'], created = this.clock.now()): User {
    const sub = this.service.emulated.newSub();
    return this.pool.addUser({ username, sub, columns: [], values: [], created, status });
  }

  /** Somebody else deletes a user; not counted. */
  removeUser(name: string): void {
    const before = this.deleted.length;
    const user = this.pool.user(name);
    if (user) this.pool.deleteUser(user);
    this.deleted.length = before;
  }

  /** A user signs in with the password that it came with: only the history knows. */
  signIn(name: string, response: 'Pass' | 'Fail' = 'Pass'): void {
    const user = this.pool.user(name);
    if (user) recordEvent(this.service.emulated, this.pool, user, { type: 'SignIn', response });
  }

  /** Runs a window to its end, however long that takes. Undefined where every row has its outcome. */
  async drive(window = new RowWindow(), point?: () => void): Promise<Failure | undefined> {
    const users = this.service.connect(this.#limiter, 'rows').users;
    const action = undoAction(users, poolId, this.run, this.#hasHistory);
    const pass = window.open(this.stored, point);
    const ends: (Failure | undefined)[] = [];
    void runRows(pass, action, { clock: this.clock, lease: window, signal: window.signal }).then(
      () => ends.push(undefined),
      (error: unknown) => ends.push(failureOf(error)),
    );
    while (ends.length === 0) await this.clock.advance(500);
    return ends[0];
  }
}
