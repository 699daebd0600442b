// Finds a character again and again in a text that is read line by line, without looking at any part of the text twice.

export class Finder {
  readonly #character: string;
  #text = '';
  #from = 0;
  #at = 0;

  constructor(character: string) {
    this.#character = character;
  }

  /** Like `text.indexOf(character, from)`, but `text.length` for none. Fast if `from` only grows. */
  next(text: string, from: number): number {
    // Equal texts count as the same one: a position found from a smaller `from` is valid for both.
    if (from < this.#from || from > this.#at || text !== this.#text) {
      const found = text.indexOf(this.#character, from);
      this.#text = text;
      this.#at = found === -1 ? text.length : found;
    }
    this.#from = from;
    return this.#at;
  }
}
