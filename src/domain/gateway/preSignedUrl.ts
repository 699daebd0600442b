// The upload URL of a job as an opaque handle: it embeds credentials, so it must never be printed, stored or sent.

/**
 * Holds a job's PreSignedUrl. Printing, JSON and structured clone see only a placeholder; `reveal()` is for the upload itself
 * and for the command the user copies.
 */
export class PreSignedUrl {
  readonly #url: string;
  /**
   * Milliseconds since the epoch, from the URL's own X-Amz-Date and X-Amz-Expires: the service always returns the original URL
   * and never signs a new one. Absent if the URL has no date.
   */
  readonly expiresAt?: number;

  /**
   * @param usable whether a file can still be uploaded. If not, only the expiry is kept: a listing has about 2 kB of
   * credentials for each job ever created.
   */
  constructor(url: string, usable = true) {
    this.#url = usable ? url : '';
    const expiresAt = expiryOf(url);
    if (expiresAt !== undefined) this.expiresAt = expiresAt;
  }

  /** Empty if nothing can be uploaded any more. */
  reveal(): string {
    return this.#url;
  }

  toString(): string {
    return '[pre-signed URL]';
  }

  toJSON(): string {
    return this.toString();
  }

  /** What Node's `util.inspect` and `console.log` show. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}

function expiryOf(url: string): number | undefined {
  const date = /[?&]X-Amz-Date=(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/i.exec(url);
  const seconds = /[?&]X-Amz-Expires=(\d{1,7})/i.exec(url)?.[1];
  if (!date || seconds === undefined) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = date.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second) + Number(seconds) * 1000;
}
