// What the editor shows for a column of an import CSV: whether it is required, the rule for its values, and possible values.
import type { ImportSchema } from '../schema.ts';
import type { Column, Header } from '../validate/header.ts';
import type { RuleId } from '../validate/rules.ts';
import { splitRecord } from '../read/dialect.ts';

/** choice: one of several columns is needed, and this is one of them. */
export type Need = 'required' | 'choice' | 'optional';

/** Whether every user needs a value in the column, as far as the schema says. */
export function needOf(name: string, schema: ImportSchema): Need {
  const required = schema.attributes.some((attribute) => attribute.required && attribute.name === name);
  if (required || name === 'cognito:username') return 'required';
  const isVerified = schema.autoVerified.some(
    (contact) => name === contact || name === `${contact}_verified`,
  );
  if (!isVerified) return 'optional';
  return schema.autoVerified.length === 1 ? 'required' : 'choice';
}

/** The rule for the column's values. */
export function ruleOf({ kind, name }: Column, schema: ImportSchema): RuleId {
  switch (kind) {
    case 'username':
      if (schema.usernameAttributes.length > 0) return 'username-not-alias';
      return schema.aliasAttributes.length > 0 ? 'username-like-alias' : 'username-characters';
    case 'email':
      return 'email-format';
    case 'phone':
      return 'phone-format';
    case 'boolean':
      if (name === 'cognito:mfa_enabled') return 'mfa-mismatch';
      return name.startsWith('custom:') ? 'boolean-value' : 'no-verified-attribute';
    case 'birthdate':
      return 'birthdate-format';
    case 'updatedAt':
      return 'updated-at-format';
    case 'number':
      return 'number-range';
    case 'hash':
      return 'hash-limit';
    case 'text':
    case 'unknown':
      return 'value-too-long';
  }
}

/** The columns of the pool that the header does not have, but for the cell at `character`: what users need first, then in the pool's order. */
export function missingColumns(
  headerLine: string,
  character: number,
  header: Header | undefined,
  schema: ImportSchema,
): readonly string[] {
  const at = splitRecord(headerLine).findIndex(({ end }) => character <= end);
  const present = new Set(header?.columns.filter((_, index) => index !== at).map(({ name }) => name));
  const ranks = { required: 0, choice: 1, optional: 2 } as const;
  return schema.csvHeader
    .filter((name) => !present.has(name))
    .toSorted((a, b) => ranks[needOf(a, schema)] - ranks[needOf(b, schema)]);
}

/** The values of a column that has few; none for any other. */
export function valuesOf({ kind, name }: Column, { mfa }: ImportSchema): readonly string[] {
  if (kind !== 'boolean') return [];
  if (name !== 'cognito:mfa_enabled' || mfa === 'OPTIONAL') return ['TRUE', 'FALSE'];
  return [mfa === 'ON' ? 'TRUE' : 'FALSE'];
}
