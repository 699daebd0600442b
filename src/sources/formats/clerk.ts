// Clerk: the CSV of the dashboard's export.
import { aside, hashPart, leaveOut, to, type Draft, type Format } from './format.ts';

/** Source: Clerk docs, Export your users data; older exports have one column of addresses. */
export const clerk: Format = {
  id: 'clerk',
  name: 'Clerk users (CSV)',
  shapes: ['csv', 'json', 'ndjson'],
  sure: [['password_digest', 'password_hasher']],
  maybe: [['primary_email_address', 'verified_email_addresses']],
  rules: {
    id: aside('source_id'),
    username: to('username'),
    first_name: to('given_name'),
    last_name: to('family_name'),
    primary_email_address: to('email'),
    primary_phone_number: to('phone_number'),
    email_addresses: aside('email_addresses'),
    phone_numbers: aside('phone_numbers'),
    verified_email_addresses: aside('verified_email_addresses'),
    unverified_email_addresses: aside('unverified_email_addresses'),
    verified_phone_numbers: aside('verified_phone_numbers'),
    unverified_phone_numbers: aside('unverified_phone_numbers'),
    password_digest: hashPart('text'),
    password_hasher: hashPart('algorithm'),
    created_at: aside('created_at'),
    totp_secret: leaveOut,
    backup_codes: leaveOut,
    backup_codes_enabled: leaveOut,
  },
  finish: (draft) => {
    // Clerk's own PBKDF2 has its salt in base64; Django's, `pbkdf2_sha256_django`, looks the same and has a text.
    if (draft.hash?.algorithm === 'pbkdf2_sha256')
      draft.hash = { text: '', ...draft.hash, extra: { saltEncoding: 'base64' } };
    contact(draft, 'email', 'email_addresses');
    contact(draft, 'phone_number', 'phone_numbers');
  },
};

/** The primary address is verified if it is among the verified ones; without a primary one, the first of them is it. */
function contact({ values, aside: kept }: Draft, meaning: string, list: string): void {
  const verified = items(kept.get(`verified_${list}`));
  const unverified = items(kept.get(`unverified_${list}`));
  const own = values.get(meaning) ?? verified[0] ?? items(kept.get(list))[0] ?? unverified[0];
  if (own === undefined) return;
  values.set(meaning, own);
  if (verified.includes(own)) values.set(`${meaning}_verified`, 'true');
  else if (unverified.includes(own)) values.set(`${meaning}_verified`, 'false');
}

function items(list: string | undefined): readonly string[] {
  return (list ?? '').split(/[\s,;|"[\]]+/).filter((item) => item !== '');
}
