// What DescribeUserPool and GetCSVHeader tell about the users that a pool can import.

export const hashAlgorithms = ['BCRYPT', 'SCRYPT', 'ARGON2ID', 'PBKDF2_SHA256'] as const;
export type HashAlgorithm = (typeof hashAlgorithms)[number];

/** An attribute that the pool can verify by itself and that a user can sign in with. */
export type Contact = 'email' | 'phone_number';

/** Lengths are UTF-16 code units; the documentation says "characters" only. */
export interface SchemaAttribute {
  readonly name: string;
  readonly type: 'String' | 'Number' | 'DateTime' | 'Boolean';
  readonly required: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minValue?: number;
  readonly maxValue?: number;
}

export interface ImportSchema {
  /** The columns of GetCSVHeader, in its order. */
  readonly csvHeader: readonly string[];
  readonly attributes: readonly SchemaAttribute[];
  readonly autoVerified: readonly Contact[];
  /** The attributes used in place of a username; empty if users have usernames. */
  readonly usernameAttributes: readonly Contact[];
  readonly aliasAttributes: readonly string[];
  readonly mfa: 'OFF' | 'ON' | 'OPTIONAL';
  /** Whether usernames that differ in case only are different users. */
  readonly caseSensitive: boolean;
  /** The algorithm the job names, if it does. */
  readonly hashAlgorithm?: HashAlgorithm;
}

/** The contacts that users can sign in with: each can be that of one user only. */
export function signInContacts({ aliasAttributes, usernameAttributes }: ImportSchema): readonly Contact[] {
  const names = [...aliasAttributes, ...usernameAttributes];
  return (['email', 'phone_number'] as const).filter((contact) => names.includes(contact));
}

/** The part of the API's UserPoolType that matters here; every member may be absent. */
export interface DescribedPool {
  readonly SchemaAttributes?: readonly DescribedAttribute[] | undefined;
  readonly AutoVerifiedAttributes?: readonly string[] | undefined;
  readonly UsernameAttributes?: readonly string[] | undefined;
  readonly AliasAttributes?: readonly string[] | undefined;
  readonly MfaConfiguration?: string | undefined;
  readonly UsernameConfiguration?: { readonly CaseSensitive?: boolean | undefined } | undefined;
}

interface DescribedAttribute {
  readonly Name?: string | undefined;
  readonly AttributeDataType?: string | undefined;
  readonly Required?: boolean | undefined;
  readonly StringAttributeConstraints?: {
    readonly MinLength?: string | undefined;
    readonly MaxLength?: string | undefined;
  };
  readonly NumberAttributeConstraints?: {
    readonly MinValue?: string | undefined;
    readonly MaxValue?: string | undefined;
  };
}

/** Reads the API's answers. A pool without UsernameConfiguration is case-sensitive (API reference, UsernameConfigurationType). */
export function toImportSchema(
  pool: DescribedPool,
  csvHeader: readonly string[],
  hashAlgorithm?: HashAlgorithm,
): ImportSchema {
  return {
    csvHeader,
    attributes: (pool.SchemaAttributes ?? []).map(toSchemaAttribute),
    autoVerified: (pool.AutoVerifiedAttributes ?? []).filter(isContact),
    usernameAttributes: (pool.UsernameAttributes ?? []).filter(isContact),
    aliasAttributes: pool.AliasAttributes ?? [],
    mfa:
      pool.MfaConfiguration === 'ON' || pool.MfaConfiguration === 'OPTIONAL' ? pool.MfaConfiguration : 'OFF',
    caseSensitive: pool.UsernameConfiguration?.CaseSensitive ?? true,
    ...(hashAlgorithm === undefined ? {} : { hashAlgorithm }),
  };
}

function toSchemaAttribute(attribute: DescribedAttribute): SchemaAttribute {
  const type = attribute.AttributeDataType;
  const lengths = attribute.StringAttributeConstraints;
  const values = attribute.NumberAttributeConstraints;
  return {
    name: attribute.Name ?? '',
    type: type === 'Number' || type === 'DateTime' || type === 'Boolean' ? type : 'String',
    required: attribute.Required ?? false,
    ...bound('minLength', lengths?.MinLength),
    ...bound('maxLength', lengths?.MaxLength),
    ...bound('minValue', values?.MinValue),
    ...bound('maxValue', values?.MaxValue),
  };
}

function bound<K extends string>(key: K, text: string | undefined): Partial<Record<K, number>> {
  const value = text === undefined || text === '' ? Number.NaN : Number(text);
  return (Number.isNaN(value) ? {} : { [key]: value }) as Partial<Record<K, number>>;
}

function isContact(name: string): name is Contact {
  return name === 'email' || name === 'phone_number';
}
