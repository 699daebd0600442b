// What happens to each value of a source, according to the user's decisions.
import { isSecretName, type Decisions } from './decisions.ts';
import type { PlannedKey } from './plan.ts';

export type Fate = Pick<PlannedKey, 'targets' | 'rest'>;

export class Fates {
  readonly #decisions: Decisions;
  readonly #columns: readonly string[];
  readonly #known = new Map<string, Fate>();

  /** @param columns the columns of the user pool. */
  constructor(columns: readonly string[], decisions: Decisions) {
    this.#columns = columns;
    this.#decisions = decisions;
  }

  of(key: string): Fate {
    const known = this.#known.get(key);
    if (known) return known;
    const { fillings } = this.#decisions;
    const targets = this.#columns.filter((name) => {
      const filling = Object.hasOwn(fillings, name) ? fillings[name] : undefined;
      return filling?.kind === 'from' && filling.key === key;
    });
    const fate = { targets, rest: targets.length > 0 ? ('imported' as const) : this.#restOf(key) };
    this.#known.set(key, fate);
    return fate;
  }

  isKept(key: string): boolean {
    return this.of(key).rest === 'kept';
  }

  #restOf(key: string): Fate['rest'] {
    if (isSecretName(key)) return 'secret';
    return this.#decisions.leftOut.includes(key) ? 'left' : 'kept';
  }
}
