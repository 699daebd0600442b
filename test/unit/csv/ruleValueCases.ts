// Cases for the rules about the values of rows: for each rule a file that breaks it, and a similar one that does not.
import { columns, file, header, row } from './pools.ts';
import type { Case } from './ruleCases.ts';

const good = file(row());
const hashColumns = { csvHeader: [...columns, 'password_hash'] };
const bcrypt = { ...hashColumns, hashAlgorithm: 'BCRYPT' } as const;
const argon = { ...hashColumns, hashAlgorithm: 'ARGON2ID' } as const;
const scrypt = { ...hashColumns, hashAlgorithm: 'SCRYPT' } as const;
const bcryptHash = `$2b$12$${'a'.repeat(53)}`;
const argonHash = '$argon2id$v=19$m=19456\\,t=2\\,p=1$c29tZXNhbHQ$aGFzaA';
const hashFile = (hash: string) => `${header},password_hash\n${row()},${hash}\n`;
const long = (length: number) => 'x'.repeat(length);

export const valueCases: readonly Case[] = [
  { rule: 'username-missing', bad: file(row({ 'cognito:username': '‹›' })), good },
  {
    rule: 'username-characters',
    bad: file(row({ 'cognito:username': '‹jane roe›' })),
    good: file(row({ 'cognito:username': 'jane-röe_😀' })),
  },
  { rule: 'username-characters', bad: file(row({ 'cognito:username': '‹jane\u3000roe›' })), good },
  {
    rule: 'username-too-long',
    bad: file(row({ 'cognito:username': `‹${long(129)}›` })),
    good: file(row({ 'cognito:username': long(128) })),
  },
  {
    rule: 'username-not-alias',
    bad: file(row({ 'cognito:username': '‹jane›' })),
    good: file(row({ 'cognito:username': 'j@example.com' })),
    schema: { usernameAttributes: ['email'] },
  },
  {
    rule: 'username-not-alias',
    bad: file(row({ 'cognito:username': '‹j@example.com›' })),
    good: file(row({ 'cognito:username': '+12345550100' })),
    schema: { usernameAttributes: ['phone_number'] },
  },
  {
    rule: 'username-like-alias',
    bad: file(row({ 'cognito:username': '‹j@example.com›' })),
    good: file(row({ 'cognito:username': '+12345550100' })),
    schema: { aliasAttributes: ['email'] },
  },
  {
    rule: 'duplicate-alias',
    bad: file(row(), row({ 'cognito:username': 'joe', email: '‹jane@example.com›' })),
    good: file(row(), row({ 'cognito:username': 'joe', email: 'joe@example.com' })),
    schema: { aliasAttributes: ['email'] },
  },
  {
    rule: 'null-word',
    bad: file(row({ name: '‹undefined›' })),
    good: file(row({ name: 'Nulla' })),
  },
  {
    rule: 'null-word',
    bad: file(row({ 'cognito:username': '‹null›' })),
    good: file(row({ 'cognito:username': 'nulla' })),
  },
  {
    rule: 'control-character',
    bad: file(row({ name: '‹Jane\0Roe›' })),
    good: file(row({ name: 'Jane\tRoe' })),
  },
  {
    rule: 'invisible-character',
    bad: file(row({ 'cognito:username': '‹jane\u200b›' })),
    good: file(row({ name: '👩‍🚀' })),
  },
  {
    rule: 'invisible-in-text',
    bad: file(row({ name: '‹Jane\u00a0Roe›' })),
    good: file(row({ name: '山田　太郎' })),
  },
  { rule: 'mojibake', bad: file(row({ name: '‹MÃ¼ller›' })), good: file(row({ name: 'MÜLLER Ã' })) },
  {
    rule: 'hash-encoded',
    bad: hashFile(`‹${Buffer.from(bcryptHash).toString('hex')}›`),
    good: hashFile(bcryptHash),
    schema: bcrypt,
  },
  {
    rule: 'duplicate-username',
    bad: file(row(), row({ 'cognito:username': '‹JANE›' })),
    good: file(row(), row({ 'cognito:username': 'joe' })),
  },
  {
    rule: 'duplicate-username',
    bad: file(row(), row({ 'cognito:username': '‹jane›' })),
    good: file(row(), row({ 'cognito:username': 'Jane' })),
    schema: { caseSensitive: true },
  },

  {
    rule: 'no-verified-attribute',
    bad: file(row({ email_verified: '‹false›', phone_number_verified: 'true' })),
    good,
  },
  {
    rule: 'no-verified-attribute',
    bad: file(row({ email_verified: '‹›' })),
    good: file(row({ email_verified: '', phone_number_verified: 'true' })),
    schema: { autoVerified: ['email', 'phone_number'] },
  },
  {
    rule: 'verified-email-missing',
    bad: file(row({ email: '‹›' })),
    good: file(row({ email: '', email_verified: 'false', phone_number_verified: 'true' })),
    schema: { autoVerified: ['phone_number'], attributes: [] },
    goodSchema: { autoVerified: ['phone_number'], attributes: [] },
  },
  {
    rule: 'verified-phone-missing',
    bad: file(row({ phone_number: '‹›', phone_number_verified: 'TRUE' })),
    good: file(row({ phone_number: '' })),
  },
  { rule: 'required-attribute-missing', bad: file(row({ email: '‹ ›'.replace(' ', '') })), good },
  {
    rule: 'boolean-value',
    bad: file(row({ phone_number_verified: '‹no›' })),
    good: file(row({ phone_number_verified: 'FALSE' })),
  },
  {
    rule: 'boolean-value',
    bad: file(row({ 'cognito:mfa_enabled': '‹0›' })),
    good: file(row({ 'cognito:mfa_enabled': 'False' })),
  },
  { rule: 'mfa-mismatch', bad: file(row({ 'cognito:mfa_enabled': '‹true›' })), good },
  {
    rule: 'mfa-mismatch',
    bad: file(row({ 'cognito:mfa_enabled': '‹false›' })),
    good: file(row({ 'cognito:mfa_enabled': 'true' })),
    schema: { mfa: 'ON' },
  },
  {
    rule: 'mfa-mismatch',
    bad: file(row({ 'cognito:mfa_enabled': '‹true›' })),
    good: file(row({ 'cognito:mfa_enabled': 'true' })),
    goodSchema: { mfa: 'OPTIONAL' },
  },
  { rule: 'mfa-blank', bad: file(row({ 'cognito:mfa_enabled': '‹›' })), good },
  { rule: 'birthdate-format', bad: file(row({ birthdate: '‹1985-02-01›' })), good },
  { rule: 'birthdate-format', bad: file(row({ birthdate: '‹2/1/1985›' })), good },
  {
    rule: 'birthdate-order',
    bad: file(row({ birthdate: '‹02/01/1985›' }), row({ 'cognito:username': 'b', birthdate: '31/12/1985' })),
    good: file(row(), row({ 'cognito:username': 'b', birthdate: '12/31/1985' })),
  },
  {
    rule: 'birthdate-impossible',
    bad: file(row({ birthdate: '‹02/29/1985›' })),
    good: file(row({ birthdate: '02/29/1984' })),
  },
  {
    rule: 'birthdate-impossible',
    bad: file(row({ birthdate: '‹13/01/1985›' })),
    good: file(row({ birthdate: '12/31/1985' })),
  },
  {
    rule: 'updated-at-format',
    bad: file(row({ updated_at: '‹2016-08-17T21:04:31Z›' })),
    good: file(row({ updated_at: '0' })),
  },
  { rule: 'updated-at-milliseconds', bad: file(row({ updated_at: '‹1471453471000›' })), good },
  {
    rule: 'email-format',
    bad: file(row({ email: '‹jane.example.com›' })),
    good: file(row({ email: 'jane+tag@sub.example.com' })),
  },
  { rule: 'phone-format', bad: file(row({ phone_number: '‹+1 (234) 555-0199›' })), good },
  {
    rule: 'phone-format',
    bad: file(row({ phone_number: '‹12345550199›' })),
    good: file(row({ phone_number: '+49301234567' })),
  },
  {
    rule: 'phone-format',
    bad: file(row({ phone_number: '‹+1234567890123456›' })),
    good: file(row({ phone_number: '+123456789012345' })),
  },
  { rule: 'phone-digits-lost', bad: file(row({ phone_number: '‹1.23E+10›' })), good },
  {
    rule: 'value-too-long',
    bad: file(row({ name: `‹${long(2049)}›` })),
    good: file(row({ name: long(2048) })),
  },
  {
    rule: 'value-too-long',
    bad: file(row({ 'custom:code': '‹ab\\,cdef›' })),
    good: file(row({ 'custom:code': 'ab\\,cde' })),
  },
  {
    rule: 'value-too-short',
    bad: file(row({ 'custom:code': '‹ab›' })),
    good: file(row({ 'custom:code': 'abc' })),
  },
  {
    rule: 'value-too-short',
    bad: file(row({ 'custom:code': '‹a\\,›' })),
    good: file(row({ 'custom:code': '' })),
  },
  { rule: 'not-a-number', bad: file(row({ 'custom:age': '‹forty›' })), good },
  { rule: 'number-range', bad: file(row({ 'custom:age': '‹17›' })), good: file(row({ 'custom:age': '18' })) },
  {
    rule: 'number-range',
    bad: file(row({ 'custom:age': '‹121›' })),
    good: file(row({ 'custom:age': '120' })),
  },

  { rule: 'hash-blank', bad: hashFile('‹›'), good: hashFile(bcryptHash), schema: bcrypt },
  {
    rule: 'hash-format',
    bad: hashFile('‹5f4dcc3b5aa765d61d8327deb882cf99›'),
    good: hashFile(bcryptHash),
    schema: bcrypt,
  },
  { rule: 'hash-format', bad: hashFile(`‹${bcryptHash}›`), good: hashFile(argonHash), schema: argon },
  {
    rule: 'hash-limit',
    bad: hashFile(`‹${bcryptHash.replace('12', '13')}›`),
    good: hashFile(bcryptHash),
    schema: bcrypt,
  },
  {
    rule: 'hash-limit',
    bad: hashFile(`‹${argonHash.replace('t=2', 't=3')}›`),
    good: hashFile(argonHash),
    schema: argon,
  },
  {
    rule: 'hash-limit',
    bad: hashFile('‹65536$9$1$abcd$ef01›'),
    good: hashFile('65536$8$1$abcd$ef01'),
    schema: scrypt,
  },
  {
    rule: 'hash-limit',
    bad: hashFile('‹$pbkdf2-sha256$600001$c2FsdA$aGFzaA›'),
    good: hashFile('$pbkdf2-sha256$600000$c2FsdA$aGFzaA'),
    schema: { ...hashColumns, hashAlgorithm: 'PBKDF2_SHA256' },
  },
];
