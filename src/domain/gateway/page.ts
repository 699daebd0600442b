// Listings that come in pages.

/** One page of a listing; the next one is asked for with `nextToken` while there is one. An empty page may have one too. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken?: string;
}

export interface PageRequest {
  readonly nextToken?: string;
  /** 1–60, the API's own bounds. */
  readonly maxResults?: number;
}
