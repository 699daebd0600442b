// The plan's verdict about each record, one byte each, so that writing the files checks nothing again.
import { hashAlgorithms, type HashAlgorithm } from '../../csv/schema.ts';

/** One byte: whether the record becomes a user, by which kind of hash the user keeps the password, and whether values are emptied. */
export type Verdict = number;

/** The record does not become a user. */
export const notImported: Verdict = 0;

const imported = 1;
const hasBad = 2;
const algorithmShift = 2;

/** @param algorithm undefined if the password must be reset. */
export function importedWith(algorithm: HashAlgorithm | undefined, hasBadValues: boolean): Verdict {
  const index = algorithm === undefined ? 0 : hashAlgorithms.indexOf(algorithm) + 1;
  return imported | (hasBadValues ? hasBad : 0) | (index << algorithmShift);
}

export function hasBadValues(verdict: Verdict): boolean {
  return (verdict & hasBad) !== 0;
}

export function keepsPassword(verdict: Verdict): boolean {
  return verdict >> algorithmShift !== 0;
}

/** The verdicts of a source, in the order of its records. */
export class VerdictList {
  #bytes = new Uint8Array(1 << 12);
  #size = 0;

  add(verdict: Verdict): void {
    if (this.#size === this.#bytes.length) {
      const more = new Uint8Array(this.#size * 2);
      more.set(this.#bytes);
      this.#bytes = more;
    }
    this.#bytes[this.#size++] = verdict;
  }

  /** A copy of just so many bytes as there are records. */
  toBytes(): Uint8Array {
    return this.#bytes.slice(0, this.#size);
  }
}
