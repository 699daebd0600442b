// The user's decisions about a conversion: which value fills which column, the country of phone numbers, the order of dates, who is left out.
import type { ImportSchema } from '../../csv/schema.ts';
import type { DateChoice } from '../../csv/values/dates.ts';
import type { SourceUser } from '../user.ts';

/** What fills a column of the user pool: a value of the source, by its meaning or its name, or the same for everyone. */
export type Filling =
  { readonly kind: 'from'; readonly key: string } | { readonly kind: 'constant'; readonly value: string };

export interface Filters {
  /** Leaves out users of whom neither e-mail address nor phone number is verified. */
  readonly verifiedOnly: boolean;
  /** Leaves out users whom the source has blocked or disabled. */
  readonly notBlocked: boolean;
}

/** Plain data: it is posted between threads. */
export interface Decisions {
  /** By column of the user pool; a column that is not named stays empty. `password_hash` is filled by the source's hashes. */
  readonly fillings: Readonly<Record<string, Filling>>;
  /** Values of the source that are neither imported nor kept aside. */
  readonly leftOut: readonly string[];
  /** The country of phone numbers without a country code, as ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly dates: DateChoice;
  readonly filters: Filters;
  /** Whether a value that Cognito would refuse is kept aside and its user imported without it; otherwise the user is left out. */
  readonly emptyBadValues: boolean;
  /** Imports no hashes, so that every user sets a new password; if absent, hashes are imported. */
  readonly leavesHashesOut?: boolean;
}

/** The columns that the source's hash fills. */
export const hashColumn = 'password_hash';

/** Columns whose meaning has another name than the column. */
const meanings: Readonly<Record<string, string>> = {
  'cognito:username': 'username',
  'cognito:mfa_enabled': 'mfa_enabled',
};

export function meaningOf(target: string): string {
  return meanings[target] ?? target;
}

/** Names of secrets, which are never kept aside. */
const secret = /pass(?:word|wd|phrase)|secret|totp|otp_|token|hash|salt|api_?key/i;

export function isSecretName(key: string): boolean {
  return secret.test(key);
}

/**
 * The initial decisions: each column is filled from the value with the same meaning.
 * @param keys the names of values that some of the first users have.
 */
export function firstDecisions(schema: ImportSchema, keys: ReadonlySet<string>): Decisions {
  const fillings: Record<string, Filling> = {};
  for (const target of schema.csvHeader) {
    if (target === hashColumn) continue;
    const key = target === 'cognito:username' ? usernameKey(schema, keys) : meaningOf(target);
    if (target === 'cognito:username' || keys.has(key)) fillings[target] = { kind: 'from', key };
  }
  return {
    fillings,
    leftOut: [],
    dates: {},
    filters: { verifiedOnly: false, notBlocked: false },
    emptyBadValues: true,
  };
}

/**
 * A pool says what its usernames are. Otherwise the source's own, and where it has none what people know: their e-mail address; but not
 * where that is an alias, which usernames must not look like.
 */
function usernameKey(
  { usernameAttributes, aliasAttributes }: ImportSchema,
  keys: ReadonlySet<string>,
): string {
  const contact = usernameAttributes.find((name) => keys.has(name)) ?? usernameAttributes[0];
  if (contact !== undefined) return contact;
  if (keys.has('username')) return 'username';
  const known = ['email', 'phone_number'].filter((name) => !aliasAttributes.includes(name));
  return [...known, 'source_id', 'email'].find((key) => keys.has(key)) ?? 'username';
}

/** Required columns that no value fills: the user must choose what fills them. */
export function lackingColumns(schema: ImportSchema, { fillings }: Decisions): readonly string[] {
  const required = schema.attributes.filter(({ required: is, name }) => is && name !== 'sub');
  const contact = schema.autoVerified.find((name) => Object.hasOwn(fillings, name)) ?? schema.autoVerified[0];
  const verified = contact === undefined ? [] : [contact, `${contact}_verified`];
  const all = ['cognito:username', ...required.map(({ name }) => name), ...verified];
  return [...new Set(all)].filter(
    (name) => schema.csvHeader.includes(name) && !Object.hasOwn(fillings, name),
  );
}

/** A value of the source by its meaning, or by the name under which it is kept aside. */
export function valueOf({ values, aside }: SourceUser, key: string): string {
  return values.get(key) ?? aside.get(key) ?? '';
}
