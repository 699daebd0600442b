// Parses JSON without rounding long whole numbers, as JavaScript would: they are ids.
import { Tokenizer, TokenParser, type JSONParser } from '@streamparser/json';
import type { Json } from '../formats/format.ts';

type ParserOptions = ConstructorParameters<typeof JSONParser>[0];
type OnValue = TokenParser['onValue'];

/** Whether a number, or one inside of a list or object, may be another than was written. */
export function hasRounded(value: Json): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(hasRounded);
}

/** As JSON.parse, but whole numbers that it would round are texts. Slower: for texts in which there are some. */
export function parseExactly(text: string): Json {
  // A string is taken whole, so that no digits in it are seen.
  const whole = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
  return JSON.parse(text.replace(whole, (part) => (isLong(part) ? `"${part}"` : part))) as Json;
}

function isLong(text: string): boolean {
  return /^-?\d{16,}$/.test(text) && !Number.isSafeInteger(Number(text));
}

class ExactTokenizer extends Tokenizer {
  /** The library's own way to numbers that JavaScript does not have; its type does not say that it may be a text. */
  protected override parseNumber(text: string): number {
    return isLong(text) ? (text as unknown as number) : Number(text);
  }
}

/** The library's JSONParser with that tokenizer. */
export class ExactJsonParser {
  readonly #tokenizer: ExactTokenizer;
  readonly #tokenParser: TokenParser;

  constructor(options: ParserOptions) {
    const tokenizer = new ExactTokenizer(options);
    const tokenParser = new TokenParser(options);
    tokenizer.onToken = tokenParser.write.bind(tokenParser);
    tokenizer.onEnd = () => {
      if (!tokenParser.isEnded) tokenParser.end();
    };
    tokenParser.onError = tokenizer.error.bind(tokenizer);
    tokenParser.onEnd = () => {
      if (!tokenizer.isEnded) tokenizer.end();
    };
    this.#tokenizer = tokenizer;
    this.#tokenParser = tokenParser;
  }

  set onValue(take: OnValue) {
    this.#tokenParser.onValue = take;
  }

  get isEnded(): boolean {
    return this.#tokenizer.isEnded && this.#tokenParser.isEnded;
  }

  /** @throws Error if the text is not JSON. */
  write(text: string): void {
    this.#tokenizer.write(text);
  }

  /** @throws Error if the text ends early. */
  end(): void {
    this.#tokenizer.end();
  }
}
