// The user pool of a rehearsal: it has the settings of a real pool, and keeps only hashes of the names of its users.
import type { ImportSchema, SchemaAttribute } from '../../csv/schema.ts';
import { KeyIndex } from '../../domain/users/keyIndex.ts';
import type { SchemaRequest } from '../cognito/schema.ts';
import { UserPool, type UserPoolSpec } from '../cognito/userPool.ts';
import { aliasesOf, nameKey, type NewUser } from '../cognito/users.ts';

/** A pool with the settings from DescribeUserPool. */
export function poolSpec(name: string, described: ImportSchema): UserPoolSpec {
  return {
    name,
    schema: described.attributes.map(attributeRequest),
    autoVerifiedAttributes: described.autoVerified,
    usernameAttributes: described.usernameAttributes,
    aliasAttributes: described.aliasAttributes,
    caseSensitive: described.caseSensitive,
    mfaConfiguration: described.mfa,
    csvHeader: described.csvHeader,
  };
}

/** In requests, custom attributes have no prefix. */
function attributeRequest(attribute: SchemaAttribute): SchemaRequest {
  const { name, type, required, minLength, maxLength, minValue, maxValue } = attribute;
  const [, developer, custom] = /^(dev:)?custom:(.*)$/.exec(name) ?? [];
  return {
    Name: custom ?? name,
    AttributeDataType: type,
    Required: required,
    ...(developer === undefined ? {} : { DeveloperOnlyAttribute: true }),
    ...(type === 'Number'
      ? { NumberAttributeConstraints: { ...bound('MinValue', minValue), ...bound('MaxValue', maxValue) } }
      : {}),
    ...(type === 'String' || type === 'DateTime'
      ? { StringAttributeConstraints: { ...bound('MinLength', minLength), ...bound('MaxLength', maxLength) } }
      : {}),
  };
}

function bound<K extends string>(key: K, value: number | undefined): Partial<Record<K, string>> {
  return (value === undefined ? {} : { [key]: String(value) }) as Partial<Record<K, string>>;
}

/** Only finds users that occur twice: half a million users take about 10 MB. */
export class RehearsalPool extends UserPool {
  readonly #names = new KeyIndex();

  override hasUser(name: string): boolean {
    let isThere = false;
    this.#names.find(nameKey(name, this.spec), () => (isThere = true));
    return isThere;
  }

  override importUser(user: NewUser): void {
    // Where users sign in with an address or a number, the service generates the usernames.
    const hasOwnName = (this.spec.usernameAttributes ?? []).length === 0;
    if (hasOwnName) this.#names.add(nameKey(user.username, this.spec), 1);
    for (const alias of aliasesOf(user, this.spec)) this.#names.add(alias, 1);
  }
}
