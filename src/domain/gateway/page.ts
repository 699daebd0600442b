// Listings that come in pages.

/** One page of a listing. `nextToken` requests the next page, if there is one; even an empty page may have it. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken?: string;
}

export interface PageRequest {
  readonly nextToken?: string;
  /** 1–60, the API's own bounds. */
  readonly maxResults?: number;
}
