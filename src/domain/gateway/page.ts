// Paged listings.

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

/** @param nextToken from the service; it is absent on the last page. */
export function pageOf<T>(items: readonly T[], nextToken: string | undefined): Page<T> {
  return nextToken === undefined ? { items } : { items, nextToken };
}

/**
 * Reads all pages, one after the other.
 * @param read resolves with undefined where there is nothing to list.
 * @throws what `read` rejects with
 */
export async function* eachPage<T>(
  read: (nextToken: string | undefined) => Promise<Page<T> | undefined>,
): AsyncGenerator<readonly T[]> {
  let nextToken: string | undefined;
  do {
    const page = await read(nextToken);
    if (page) yield page.items;
    nextToken = page?.nextToken;
  } while (nextToken !== undefined);
}

/** The items of all pages. */
export async function allItems<T>(
  read: (nextToken: string | undefined) => Promise<Page<T> | undefined>,
): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const items of eachPage(read)) found.push(...items);
  return found;
}
