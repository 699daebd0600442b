// Writes down when calls were made, and finds the busiest second.
import type { Clock } from '../../../src/domain/base/clock.ts';
import { categoryOf, type Category, type Operation } from '../../../src/domain/gateway/quotas.ts';

interface LoggedCall {
  readonly operation: Operation;
  readonly userPoolId: string | undefined;
  readonly at: number;
}

export class CallLog {
  readonly calls: LoggedCall[] = [];
  readonly #clock: Clock & { steady(): number };

  constructor(clock: Clock & { steady(): number }) {
    this.#clock = clock;
  }

  add(operation: Operation, userPoolId?: string): void {
    this.calls.push({ operation, userPoolId, at: this.#clock.steady() });
  }

  /** The most calls of a category that any span of one second has seen. */
  busiestSecond(category: Category): number {
    return busiest(
      this.calls.filter((call) => categoryOf[call.operation] === category).map((call) => call.at),
    );
  }

  /** The most calls of one operation on one pool that any span of one second has seen; users have no quota per pool. */
  busiestSecondOfAPool(): number {
    const byPool = new Map<string, number[]>();
    for (const { operation, userPoolId, at } of this.calls) {
      if (userPoolId === undefined || !categoryOf[operation].startsWith('UserPool')) continue;
      const key = `${operation} ${userPoolId}`;
      const moments = byPool.get(key) ?? [];
      moments.push(at);
      byPool.set(key, moments);
    }
    return Math.max(0, ...[...byPool.values()].map(busiest));
  }
}

/** The most moments within any half-open second. */
function busiest(moments: readonly number[]): number {
  let most = 0;
  let first = 0;
  moments.forEach((moment, index) => {
    while (moment - (moments[first] ?? 0) >= 1_000) first++;
    most = Math.max(most, index - first + 1);
  });
  return most;
}
