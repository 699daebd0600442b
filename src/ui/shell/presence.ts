// Whether the user has just done something: only then may a question, such as for an MFA code, open by itself.

/** How long a question may follow the action that caused it, in milliseconds. */
const attention = 30_000;

export class Presence {
  #last = 0;

  /** The user has just used the extension. */
  acted(): void {
    this.#last = Date.now();
  }

  /** Whether a question would belong to what the user just asked for, rather than interrupt them. */
  get recent(): boolean {
    return Date.now() - this.#last < attention;
  }
}
