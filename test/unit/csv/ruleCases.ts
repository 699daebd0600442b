// Cases for the rules about the form of a file: for each rule a file that breaks it, and a similar one that does not.
import { limits, type RuleId } from '../../../src/csv/validate/rules.ts';
import type { ImportSchema } from '../../../src/csv/schema.ts';
import { columns, file, header, row } from './pools.ts';

export interface Case {
  readonly rule: RuleId;
  /** With `‹` and `›` around the expected finding. */
  readonly bad: string;
  readonly good: string;
  readonly schema?: Partial<ImportSchema>;
  /** The schema for `good`, if the fault lies in the pool. */
  readonly goodSchema?: Partial<ImportSchema>;
}

const good = file(row());
const hashColumns = { csvHeader: [...columns, 'password_hash'] };
const argon = { ...hashColumns, hashAlgorithm: 'ARGON2ID' } as const;
const bcryptHash = `$2b$12$${'a'.repeat(53)}`;
const argonHash = '$argon2id$v=19$m=19456\\,t=2\\,p=1$c29tZXNhbHQ$aGFzaA';
const hashFile = (hash: string) => `${header},password_hash\n${row()},${hash}\n`;
const withHeader = (change: (names: string) => string) => `${change(header)}\n${row()}\n`;
const long = (length: number) => 'x'.repeat(length);

export const writingCases: readonly Case[] = [
  { rule: 'no-header', bad: `‹${row()}›\n${row({ 'cognito:username': 'joe' })}\n`, good },
  { rule: 'no-header', bad: '‹›', good },
  { rule: 'no-rows', bad: `‹›${header}\n`, good },
  { rule: 'wrong-delimiter', bad: `‹${header.replaceAll(',', ';')}›\n${row().replaceAll(',', ';')}\n`, good },
  { rule: 'wrong-delimiter', bad: `‹${header.replaceAll(',', '\t')}›\n`, good },
  {
    rule: 'bare-carriage-return',
    bad: `${header}\n${row({ name: 'Jane‹\r›Roe' })}\n`,
    good: file(row()).replaceAll('\n', '\r\n'),
  },
  { rule: 'blank-line', bad: `${header}\n${row()}\n‹ ›\n${row({ 'cognito:username': 'joe' })}\n`, good },
  { rule: 'utf-16', bad: `‹›${header.split('').join('\0')}\0\n`, good },
  { rule: 'carriage-return-lines', bad: `${header}‹›\r${row()}\r`, good: good.replaceAll('\n', '\r\n') },
  { rule: 'separator-line', bad: `‹sep=,›\n${good}`, good },
  { rule: 'separator-line', bad: `‹sep=;›\n${good.replaceAll(',', ';')}`, good },
  { rule: 'empty-row', bad: `${good}‹,,,,,,,,,,›\n`, good },
  { rule: 'empty-columns', bad: `${header}‹,,›\n${row()},,\n`, good },
  { rule: 'glued-rows', bad: file(row({ 'cognito:mfa_enabled': `‹falsejoe›${row().slice(4)}` })), good },

  { rule: 'missing-column', bad: `‹${columns.slice(0, 3).join(',')}›\njane,jane@example.com,true\n`, good },
  {
    rule: 'missing-required-column',
    bad: withHeader((names) => `‹${names.replace('cognito:username', 'name2')}›`),
    good,
  },
  { rule: 'quoted-header', bad: withHeader((names) => names.replace('birthdate', '‹"birthdate"›')), good },
  { rule: 'unknown-column', bad: withHeader((names) => names.replace('birthdate', '‹birth_dat›')), good },
  { rule: 'not-importable-column', bad: withHeader((names) => names.replace('birthdate', '‹sub›')), good },
  { rule: 'duplicate-column', bad: withHeader((names) => names.replace('birthdate', '‹name›')), good },

  {
    rule: 'pool-no-auto-verified',
    bad: `‹${header}›\n${row()}\n`,
    good,
    schema: { autoVerified: [] },
    goodSchema: {},
  },
  {
    rule: 'hash-column-missing',
    bad: `‹${header}›\n${row()}\n`,
    good,
    schema: { hashAlgorithm: 'BCRYPT' },
    goodSchema: {},
  },
  {
    rule: 'hash-without-algorithm',
    bad: hashFile(`‹${bcryptHash}›`),
    good: hashFile(''),
    schema: hashColumns,
  },

  {
    rule: 'row-too-long',
    bad: file(`‹${row({ name: long(limits.rowCharacters) })}›`),
    good: file(row({ name: long(2048) })),
  },
  { rule: 'column-count', bad: file(`${row()}‹›,`.replace('‹›,', ',‹›')), good },
  { rule: 'column-count', bad: file(row().replace(/,([^,]*),[^,]*$/, ',‹$1›')), good },
  {
    rule: 'column-count',
    bad: file(row({ name: '‹Roe, Jane›' })),
    good: file(row({ name: 'Roe\\, Jane' })),
  },
  {
    rule: 'quoted-value',
    bad: file(row({ name: '‹"Jane Roe"›' })),
    good: file(row({ name: 'Jane "Jay" Roe' })),
  },
  {
    rule: 'quoted-value',
    bad: file(row({ name: ' ‹"Roe, ""Jay"" Jane"› ' })),
    good: file(row({ name: '5" Roe' })),
  },
  {
    rule: 'unclosed-quote',
    bad: `${file(row({ name: '' })).replace(/,,.*\n$/, ',‹"Jane›')}\n`,
    good: file(row({ name: '"Jane' })),
  },
  {
    rule: 'unescaped-hash-comma',
    bad: hashFile(`‹${argonHash.replaceAll('\\', '')}›`),
    good: hashFile(argonHash),
    schema: argon,
  },
  { rule: 'backslash', bad: file(row({ name: 'DOM‹\\›jane' })), good: file(row({ name: 'Roe\\, Jane' })) },
  { rule: 'white-space', bad: file(row({ name: '‹ Jane Roe›' })), good },
  { rule: 'white-space', bad: file(row({ name: '‹\t›' })), good: file(row({ name: '' })) },
];
