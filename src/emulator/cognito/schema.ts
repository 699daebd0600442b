// The attributes of a user pool: the default ones as DescribeUserPool shows them, custom ones, and the import header they make.

export type MfaConfiguration = 'OFF' | 'ON' | 'OPTIONAL';
export type VerifiedAttribute = 'email' | 'phone_number';

/** SchemaAttributeType, as on the wire. */
export interface SchemaAttribute {
  readonly Name: string;
  readonly AttributeDataType: 'String' | 'Number' | 'DateTime' | 'Boolean';
  readonly DeveloperOnlyAttribute: boolean;
  readonly Mutable: boolean;
  readonly Required: boolean;
  readonly StringAttributeConstraints?: { readonly MinLength?: string; readonly MaxLength?: string };
  readonly NumberAttributeConstraints?: { readonly MinValue?: string; readonly MaxValue?: string };
}

/** An attribute in a CreateUserPool request. */
export type SchemaRequest = {
  readonly [K in keyof SchemaAttribute]?: SchemaAttribute[K] | undefined;
};

function standard(Name: string, more: Partial<SchemaAttribute> = {}): SchemaAttribute {
  const StringAttributeConstraints = { MinLength: '0', MaxLength: '2048' };
  const attribute = {
    Name,
    AttributeDataType: 'String',
    DeveloperOnlyAttribute: false,
    Mutable: true,
  } as const;
  const isText = more.AttributeDataType === undefined || more.AttributeDataType === 'String';
  return { ...attribute, Required: false, ...(isText ? { StringAttributeConstraints } : {}), ...more };
}

/** The 21 entries every pool has (AWS CLI example of describe-user-pool). */
const standardAttributes: readonly SchemaAttribute[] = [
  standard('sub', {
    Mutable: false,
    Required: true,
    StringAttributeConstraints: { MinLength: '1', MaxLength: '2048' },
  }),
  ...['name', 'given_name', 'family_name', 'middle_name', 'nickname', 'preferred_username'].map((name) =>
    standard(name),
  ),
  ...['profile', 'picture', 'website', 'email'].map((name) => standard(name)),
  standard('email_verified', { AttributeDataType: 'Boolean' }),
  standard('gender'),
  standard('birthdate', { StringAttributeConstraints: { MinLength: '10', MaxLength: '10' } }),
  ...['zoneinfo', 'locale', 'phone_number'].map((name) => standard(name)),
  standard('phone_number_verified', { AttributeDataType: 'Boolean' }),
  standard('address'),
  standard('updated_at', { AttributeDataType: 'Number', NumberAttributeConstraints: { MinValue: '0' } }),
  standard('identities', { StringAttributeConstraints: {} }),
];

/** The schema of a pool created with these requests: standard attributes, changed as requested, then the custom ones. */
export function schemaOf(requests: readonly SchemaRequest[] = []): SchemaAttribute[] {
  const changed = standardAttributes.map((attribute) => {
    const request = requests.find((candidate) => candidate.Name === attribute.Name);
    return request ? { ...attribute, ...defined(request) } : attribute;
  });
  const custom = requests.filter(
    (request) => !standardAttributes.some((attribute) => attribute.Name === request.Name),
  );
  return [...changed, ...custom.map(customAttribute)];
}

function customAttribute(request: SchemaRequest): SchemaAttribute {
  const type = request.AttributeDataType ?? 'String';
  const prefix = request.DeveloperOnlyAttribute === true ? 'dev:custom:' : 'custom:';
  return {
    AttributeDataType: type,
    DeveloperOnlyAttribute: false,
    Mutable: true,
    Required: false,
    ...(type === 'String' ? { StringAttributeConstraints: {} } : {}),
    ...(type === 'Number' ? { NumberAttributeConstraints: {} } : {}),
    ...defined(request),
    Name: `${prefix}${request.Name ?? ''}`,
  };
}

function defined(request: SchemaRequest): Partial<SchemaAttribute> {
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
}

/** Columns in the order GetCSVHeader answers (Developer Guide); custom columns come before the last two, as in real pools. */
const headerStart = [
  ...['name', 'given_name', 'family_name', 'middle_name', 'nickname', 'preferred_username', 'profile'],
  ...['picture', 'website', 'email', 'email_verified', 'gender', 'birthdate', 'zoneinfo', 'locale'],
  ...['phone_number', 'phone_number_verified', 'address', 'updated_at'],
];

/**
 * The import CSV's header. Whether developer-only attributes belong in it is not documented: they are left out. The place of
 * password_hash, which only pools that can import hashes have, is not documented either: it comes last.
 */
export function csvHeaderOf(schema: readonly SchemaAttribute[], passwordHashes: boolean): string[] {
  const custom = schema.map((attribute) => attribute.Name).filter((name) => name.startsWith('custom:'));
  const end = ['cognito:mfa_enabled', 'cognito:username'];
  return [...headerStart, ...custom, ...end, ...(passwordHashes ? ['password_hash'] : [])];
}
