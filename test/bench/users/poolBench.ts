// A large user pool on a virtual clock with 20 ms latency, for figures about users.
import { RateLimiter } from '../../../src/domain/gateway/rateLimiter.ts';
import { categoryQuota } from '../../../src/domain/gateway/quotas.ts';
import type { Page } from '../../../src/domain/gateway/page.ts';
import { pause } from '../../../src/domain/base/retry.ts';
import { CognitoInProcess } from '../../support/cognito/cognitoInProcess.ts';
import { VirtualClock } from '../../support/virtualClock.ts';

export const poolId = 'us-east-1_A';
export const never = new AbortController().signal;

export class PoolBench {
  readonly clock = new VirtualClock();
  readonly service = new CognitoInProcess(this.clock);

  /** @param users number of CONFIRMED users, created at time 0. */
  constructor(users: number) {
    this.service.latency = () => [20, 0];
    this.service.addPool(poolId, 'A');
    const pool = this.service.emulated.pool(poolId);
    for (let user = 0; user < users; user++)
      pool.addUser({
        username: `user${user}`,
        sub: this.service.emulated.newSub(),
        columns: ['email', 'email_verified'],
        values: [`user${user}@example.com`, 'true'],
        created: 0,
        status: 'CONFIRMED',
      });
  }

  /** Puts the first users into groups of equal size. */
  addGroups(groups: number, membersEach: number): void {
    const pool = this.service.emulated.pool(poolId);
    const all = [...pool.users()];
    for (let group = 0; group < groups; group++) {
      const about = { description: undefined, precedence: undefined, roleArn: undefined, created: 0 };
      const members = new Set(all.slice(group * membersEach, (group + 1) * membersEach));
      pool.groups.set(`group${group}`, { name: `group${group}`, ...about, members });
    }
  }

  /** Seconds that the work takes on the virtual clock. */
  async seconds(work: Promise<unknown>): Promise<number> {
    const begun = this.clock.steady();
    const ended = { at: NaN };
    const done = work.then(() => (ended.at = this.clock.steady()));
    while (Number.isNaN(ended.at)) await Promise.race([this.clock.advance(1_000), done]);
    return (ended.at - begun) / 1_000;
  }

  get ours() {
    return this.service.connect(new RateLimiter(this.clock), 'rows').users;
  }

  /** Reads page after page, as fast as half of the quota allows. */
  async paginate<T>(next: (token: string | undefined) => Promise<Page<T>>): Promise<void> {
    const interval = 1_000 / (categoryQuota.UserList / 2);
    let token: string | undefined;
    do {
      const begun = this.clock.steady();
      const page = await next(token);
      token = page.nextToken;
      await pause(this.clock, begun + interval - this.clock.steady(), never);
    } while (token !== undefined);
  }
}
