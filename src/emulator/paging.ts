// Pages of a list, by token.
import { invalidParameter } from './serviceError.ts';
import { invalidToken } from './cognito/texts.ts';

export interface ListPage<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

/**
 * The page after the item that `token` names. A token names the last item seen, so that new items shift nothing.
 * @throws ServiceError InvalidParameterException for a token no item answers to.
 */
export function pageOf<T>(
  all: readonly T[],
  size: number,
  token: string | undefined,
  tokenOf: (item: T) => string,
): ListPage<T> {
  const last = token === undefined ? -1 : all.findIndex((item) => tokenOf(item) === token);
  if (token !== undefined && last < 0) throw invalidParameter(invalidToken);
  const items = all.slice(last + 1, last + 1 + size);
  const end = items.at(-1);
  const more = last + 1 + items.length < all.length;
  return { items, nextToken: more && end !== undefined ? tokenOf(end) : undefined };
}
