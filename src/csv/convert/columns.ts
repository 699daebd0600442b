// Finds the column of the user pool that a misspelt name, or a name from another system, means.

/** Names in other systems, folded (see `fold`), and the columns of Cognito that they mean. */
const synonyms: Readonly<Record<string, string>> = {
  username: 'cognito:username',
  user: 'cognito:username',
  userid: 'cognito:username',
  login: 'cognito:username',
  loginname: 'cognito:username',
  mfa: 'cognito:mfa_enabled',
  mfaenabled: 'cognito:mfa_enabled',
  mail: 'email',
  emailaddress: 'email',
  emailconfirmed: 'email_verified',
  mailverified: 'email_verified',
  phone: 'phone_number',
  phoneno: 'phone_number',
  telephone: 'phone_number',
  tel: 'phone_number',
  mobile: 'phone_number',
  mobilephone: 'phone_number',
  cellphone: 'phone_number',
  phoneverified: 'phone_number_verified',
  phoneconfirmed: 'phone_number_verified',
  phonenumberconfirmed: 'phone_number_verified',
  first: 'given_name',
  firstname: 'given_name',
  fname: 'given_name',
  forename: 'given_name',
  last: 'family_name',
  lastname: 'family_name',
  lname: 'family_name',
  surname: 'family_name',
  fullname: 'name',
  displayname: 'name',
  dateofbirth: 'birthdate',
  birthday: 'birthdate',
  dob: 'birthdate',
  timezone: 'zoneinfo',
  tz: 'zoneinfo',
  language: 'locale',
  lang: 'locale',
  sex: 'gender',
  avatar: 'picture',
  photo: 'picture',
  url: 'website',
  homepage: 'website',
  streetaddress: 'address',
  lastmodified: 'updated_at',
  lastupdated: 'updated_at',
  modified: 'updated_at',
  hash: 'password_hash',
  passwordhash: 'password_hash',
};

/** Columns of exports that no import can set (Developer Guide, Importing users from a CSV file). */
const notImportable: Readonly<Record<string, string>> = {
  sub: 'Cognito gives every user a new "sub"; it cannot be imported.',
  identities: 'Linked identities of other providers cannot be imported.',
  password: 'Passwords cannot be imported; their hashes can, if the user pool supports it.',
  enabled: 'Imported users are enabled; disable them afterwards.',
  status: "A user's status cannot be imported; it follows from the import.",
  userstatus: "A user's status cannot be imported; it follows from the import.",
  groups: 'Group memberships cannot be imported; add users to groups afterwards.',
  createdate: "A user's creation date is the date of the import.",
  created: "A user's creation date is the date of the import.",
  createdat: "A user's creation date is the date of the import.",
  creationdate: "A user's creation date is the date of the import.",
  totpsecret: 'Secrets of authenticator apps cannot be imported.',
};

/** Why a column of this name cannot be imported; undefined if no reason is known. */
export function whyNotImportable(name: string): string | undefined {
  const key = fold(name.replace(/^cognito:/i, ''));
  return Object.hasOwn(notImportable, key) ? notImportable[key] : undefined;
}

interface Suggestion {
  readonly column: string;
  /** Whether the name differs only in case, spaces and punctuation, or is a known synonym. Otherwise it is only similar. */
  readonly sure: boolean;
}

/** The column among `candidates` that `name` most likely means. */
export function suggestColumn(name: string, candidates: readonly string[]): Suggestion | undefined {
  const key = fold(name);
  if (key === '') return undefined;
  const same = candidates.filter((candidate) => fold(candidate) === key);
  if (same[0] !== undefined) return { column: same[0], sure: same.length === 1 };
  const known = Object.hasOwn(synonyms, key) ? synonyms[key] : undefined;
  if (known !== undefined && candidates.includes(known)) return { column: known, sure: true };
  const bare = candidates.filter((candidate) => fold(candidate.replace(/^[^:]*:/, '')) === key);
  if (bare[0] !== undefined) return { column: bare[0], sure: bare.length === 1 };

  const near = candidates
    .map((column) => ({ column, distance: editDistance(key, fold(column)) }))
    .sort((a, b) => a.distance - b.distance)[0];
  const allowed = key.length < 5 ? 1 : 2;
  return near !== undefined && near.distance <= allowed ? { column: near.column, sure: false } : undefined;
}

/** Letters and digits only, in lower case: `E-Mail Address` is `emailaddress`. */
function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Insertions, deletions and replacements (Levenshtein). */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(replaced, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
