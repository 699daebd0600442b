// Breakages of a valid file, each of which violates one rule, anywhere in the file.
import type { RuleId } from '../../../src/csv/validate/rules.ts';
import { change, header, write, writeFile, writeRow, type Breakage, type Row } from './breakable.ts';
import { cellBreakages } from './cellBreakages.ts';

const row = (
  rule: RuleId,
  kind: string,
  edit: (line: string, row: Row) => readonly string[],
  isFixed = false,
  prepare?: Breakage['prepare'],
): Breakage => ({
  rule,
  kind,
  make: (rows, at) => change(rows, at, edit),
  isFixed,
  ...(prepare === undefined ? {} : { prepare }),
});

const setAt =
  (cellsAt: Partial<Row>) =>
  (rows: readonly Row[], at: number): readonly Row[] =>
    rows.map((each, index) => (index === at ? { ...each, ...cellsAt } : each));

const writing: readonly Breakage[] = [
  row('row-too-long', 'a row of 16,001 characters', (_, each) => [
    `‹${writeRow({ ...each, name: 'x'.repeat(16_001) })}›`,
  ]),
  row(
    'column-count',
    'a comma that is not escaped',
    (_, each) => [writeRow({ ...each, name: '‹Roe, Jane›' })],
    true,
    setAt({ name: 'Roe\\, Jane' }),
  ),
  row(
    'column-count',
    'superfluous empty values at the end',
    (line) => [`${line},‹,›`.replace(',‹,›', ',‹,›')],
    true,
  ),
  row(
    'column-count',
    'a missing empty value',
    (line) => [line.replace(',,', ',').replace(/,([^,]*)$/, ',‹$1›')],
    true,
    setAt({ phone_number: '' }),
  ),
  row('unclosed-quote', 'a value over two lines', (_, each) => {
    const [before = '', after = ''] = writeRow({ ...each, name: '|' }).split('|');
    return [`${before}‹"Jane›`, `Roe"${after}`];
  }),
  row('blank-line', 'an empty line', (line) => ['‹›', line], true),
  row('empty-row', 'a row of commas', (line) => [`‹${','.repeat(11)}›`, line], true),
  row('bare-carriage-return', 'a CR in a value', (_, each) => [writeRow({ ...each, name: 'Jane‹\r›Roe' })]),
  row('duplicate-username', 'a row twice', (line) => [line, line.replace(/^([^,]*)/, '‹$1›')], true),
  row('duplicate-username', 'a username twice', (line, each) => [
    line,
    writeRow({ ...each, 'cognito:username': `‹${each['cognito:username']}›`, email: 'other@example.com' }),
  ]),
  row('duplicate-alias', 'an email address twice', (line, each) => [
    line,
    writeRow({ ...each, 'cognito:username': 'other', email: `‹${each.email}›` }),
  ]),
  row('verified-phone-missing', 'a missing phone number that is marked as verified', (_, each) => [
    writeRow({ ...each, phone_number: '‹›', phone_number_verified: 'true' }),
  ]),
  {
    rule: 'glued-rows',
    kind: 'a missing line end',
    make: (rows, at) => {
      const next = rows.length - 1 === at ? at - 1 : at;
      return write(
        header,
        ...rows.flatMap((each, index) => {
          if (index === next + 1) return [];
          const line = writeRow(each);
          const following = rows[index + 1];
          if (index !== next || following === undefined) return [line];
          return [`${line}${writeRow(following)}`.replace(/([^,]*\$2b[^,]*)/, '‹$1›')];
        }),
      );
    },
    isFixed: true,
  },
];

const withHeader = (
  rule: RuleId,
  kind: string,
  edit: (names: string) => string,
  isFixed = false,
): Breakage => ({
  rule,
  kind,
  make: (rows) => write(edit(header), ...rows.map(writeRow)),
  isFixed,
});

/** Appends one column. */
const withColumn = (rule: RuleId, kind: string, name: string): Breakage => ({
  rule,
  kind,
  make: (rows) => write(`${header},‹${name}›`, ...rows.map((each) => `${writeRow(each)},x`)),
  isFixed: false,
});

const files: readonly Breakage[] = [
  withHeader('quoted-header', 'a quoted name', (names) => names.replace('birthdate', '‹"birthdate"›'), true),
  withHeader(
    'unknown-column',
    "another system's name of a column",
    (names) => names.replace('birthdate', '‹Date of Birth›'),
    true,
  ),
  withColumn('unknown-column', 'a name that matches no column', 'shoe size'),
  withColumn('not-importable-column', 'a column that cannot be imported', 'sub'),
  withColumn('duplicate-column', 'a column twice', 'name'),
  withHeader('byte-order-mark', 'a byte order mark', (names) => `\ufeff‹›${names}`, true),
  withHeader('separator-line', 'a separator line', (names) => `‹sep=,›\n${names}`, true),
  {
    rule: 'empty-columns',
    kind: 'empty columns',
    make: (rows) => write(`${header}‹,,›`, ...rows.map((each) => `${writeRow(each)},,`)),
    isFixed: true,
  },
  {
    rule: 'wrong-delimiter',
    kind: 'semicolons',
    make: (rows) =>
      write(`‹${header.replaceAll(',', ';')}›`, ...rows.map((each) => writeRow(each).replaceAll(',', ';'))),
    isFixed: false,
  },
  {
    rule: 'carriage-return-lines',
    kind: 'CR alone',
    make: (rows) => writeFile(rows).replace('\n', '‹›\n').replaceAll('\n', '\r'),
    isFixed: false,
  },
  {
    rule: 'birthdate-impossible',
    kind: 'a column with the day first',
    make: (rows) =>
      write(
        header,
        ...rows.map((each, index) => {
          const date = each.birthdate.replace(/(..)\/(..)/, '$2/$1');
          return writeRow({ ...each, birthdate: index === 0 ? `‹${date}›` : date });
        }),
      ),
    isFixed: true,
  },
];

export const breakages: readonly Breakage[] = [...cellBreakages, ...writing, ...files];
