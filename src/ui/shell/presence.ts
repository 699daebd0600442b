// Whether the user is doing something right now: only then may a question (an MFA code) come up.

/** How long after an action a question still belongs to it, in milliseconds. */
const attention = 30_000;

export class Presence {
  #last = 0;

  /** The user has just asked for something of ours. */
  acted(): void {
    this.#last = Date.now();
  }

  /** Whether a question would answer something the user asked for, rather than interrupt them. */
  get recent(): boolean {
    return Date.now() - this.#last < attention;
  }
}
