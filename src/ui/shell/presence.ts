// Tells whether the user has just used the extension: only then may a question, e.g. for an MFA code, open by itself.

/** How long a question may follow the action that caused it, in milliseconds. */
const attention = 30_000;

export class Presence {
  #last = 0;

  /** Call this when the user uses the extension. */
  acted(): void {
    this.#last = Date.now();
  }

  /** Whether a question belongs to the user's last action and would not interrupt them. */
  get recent(): boolean {
    return Date.now() - this.#last < attention;
  }
}
