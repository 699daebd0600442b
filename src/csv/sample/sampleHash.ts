// Password hashes of no known password: well-formed, at a usual cost within the service's limits.
import type { HashAlgorithm } from '../schema.ts';

const bcryptDigits = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const base64Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const hexDigits = '0123456789abcdef';

/** The same number gives the same hash. Formats and limits as in `values/hashes.ts`. */
export function sampleHash(algorithm: HashAlgorithm, number: number): string {
  const digits = new Digits(number);
  switch (algorithm) {
    case 'BCRYPT':
      // 16 bytes of salt and 23 of hash leave bits of their last digits unused.
      return `$2b$10$${digits.take(bcryptDigits, 21)}${digits.take('.Oeu', 1)}${digits.take(bcryptDigits, 30)}${digits.take('.CGKOSWaeimquy26', 1)}`;
    case 'SCRYPT':
      return `16384$8$1$${digits.take(hexDigits, 32)}$${digits.take(hexDigits, 64)}`;
    case 'ARGON2ID':
      return `$argon2id$v=19$m=19456,t=2,p=1$${base64(digits)}`;
    case 'PBKDF2_SHA256':
      // Passlib's alphabet has a dot for the plus sign.
      return `$pbkdf2-sha256$600000$${base64(digits).replaceAll('+', '.')}`;
  }
}

/** 16 bytes of salt and 32 of hash, without padding. */
function base64(digits: Digits): string {
  const salt = `${digits.take(base64Digits, 21)}${digits.take('AQgw', 1)}`;
  return `${salt}$${digits.take(base64Digits, 42)}${digits.take('AEIMQUYcgkosw048', 1)}`;
}

/** Digits that look random (xorshift32). */
class Digits {
  #state: number;

  constructor(number: number) {
    this.#state = Math.imul(number + 1, 0x9e3779b1) | 1;
  }

  take(alphabet: string, length: number): string {
    let text = '';
    for (let taken = 0; taken < length; taken++) {
      this.#state ^= this.#state << 13;
      this.#state ^= this.#state >>> 17;
      this.#state ^= this.#state << 5;
      text += alphabet.charAt((this.#state >>> 8) % alphabet.length);
    }
    return text;
  }
}
