// Keycloak: the users of a realm export (`kc.sh export --users realm_file`), of a users file, or of the admin API.
import type { SourceHash } from '../user.ts';
import {
  aside,
  ifNot,
  isObject,
  leaveOut,
  parseObject,
  plain,
  refuse,
  textAt,
  to,
  type Format,
  type Json,
  type Rule,
} from './format.ts';

/** Attributes are lists; most have one value. */
const attribute = (meaning: string): Rule => to(meaning, first);

function first(value: Json): string | undefined {
  return plain(Array.isArray(value) ? ((value as readonly Json[])[0] ?? null) : value, 0);
}

/** Common names for values for which Cognito has attributes. */
const attributes: Readonly<Record<string, string>> = {
  phoneNumber: 'phone_number',
  phone_number: 'phone_number',
  phone: 'phone_number',
  mobile: 'phone_number',
  phoneNumberVerified: 'phone_number_verified',
  birthdate: 'birthdate',
  locale: 'locale',
  picture: 'picture',
  gender: 'gender',
  website: 'website',
  zoneinfo: 'zoneinfo',
  nickname: 'nickname',
  middleName: 'middle_name',
};

/** Source: Keycloak's UserRepresentation and CredentialRepresentation. The API gives no credentials. */
export const keycloak: Format = {
  id: 'keycloak',
  name: 'Keycloak realm or users',
  shapes: ['json', 'ndjson'],
  sure: [
    ['username', 'enabled', 'emailVerified'],
    ['username', 'credentials[0].secretData'],
    ['username', 'createdTimestamp', 'totp'],
  ],
  maybe: [
    ['username', 'emailVerified'],
    ['username', 'enabled', 'credentials[0].type'],
  ],
  // Settings, groups and roles of a realm come before its users, in large ones many.
  document: { keys: ['realm'], at: ['users', '*'] },
  rules: {
    id: aside('source_id'),
    username: to('username'),
    email: to('email'),
    emailVerified: to('email_verified'),
    firstName: to('given_name'),
    lastName: to('family_name'),
    enabled: aside('disabled', ifNot),
    createdTimestamp: aside('created_at'),
    groups: aside('groups'),
    realmRoles: aside('roles'),
    clientRoles: aside('client_roles'),
    requiredActions: aside('required_actions'),
    serviceAccountClientId: refuse('service-account'),
    credentials: { kind: 'hash', read: readCredentials },
    ...Object.fromEntries(
      Object.entries(attributes).map(([name, meaning]) => [`attributes.${name}`, attribute(meaning)]),
    ),
    totp: leaveOut,
    notBefore: leaveOut,
    access: leaveOut,
    disableableCredentialTypes: leaveOut,
    emailConstraint: leaveOut,
  },
};

/** The password among the credentials: its data are JSON texts inside the JSON. Before Keycloak 8 they were fields of their own. */
function readCredentials(value: Json): SourceHash | undefined {
  const credentials = Array.isArray(value) ? (value as readonly Json[]) : [];
  const password = credentials.find((one) => isObject(one) && one['type'] === 'password');
  if (!isObject(password)) return undefined;
  const secret = parseObject(password['secretData']);
  const data = parseObject(password['credentialData']);
  const text = textAt(secret, 'value') ?? textAt(password, 'hashedSaltedValue');
  if (text === undefined) return undefined;
  const salt = textAt(secret, 'salt') ?? textAt(password, 'salt');
  const algorithm = textAt(data, 'algorithm') ?? textAt(password, 'algorithm');
  const iterations = Number(data?.['hashIterations'] ?? password['hashIterations'] ?? Number.NaN);
  const extra = Object.entries(parseObject(data?.['additionalParameters']) ?? {}).map(([name, parameter]) => [
    name,
    first(parameter) ?? '',
  ]);
  return {
    text,
    ...(salt === undefined ? {} : { salt }),
    ...(algorithm === undefined ? {} : { algorithm }),
    ...(Number.isInteger(iterations) ? { iterations } : {}),
    ...(extra.length === 0 ? {} : { extra: Object.fromEntries(extra) as Record<string, string> }),
  };
}
