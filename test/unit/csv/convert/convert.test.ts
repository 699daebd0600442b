// Other CSVs into import CSVs: names matched, values written in the dialect.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { suggestColumn, whyNotImportable } from '../../../../src/csv/convert/columns.ts';
import {
  findHeaderRecord,
  proposeMapping,
  RecordConverter,
  RecordSurveyor,
} from '../../../../src/csv/convert/convert.ts';
import { decideDates, type DateChoice } from '../../../../src/csv/values/dates.ts';
import { splitRecord } from '../../../../src/csv/read/dialect.ts';
import { columns, header, pool } from '../pools.ts';

describe('suggestColumn', () => {
  const all = [...columns, 'given_name', 'family_name', 'custom:tenant'];
  const cases: readonly (readonly [string, string | undefined, boolean?])[] = [
    ['E-Mail', 'email', true],
    ['Email Verified', 'email_verified', true],
    ['First Name', 'given_name', true],
    ['surname', 'family_name', true],
    ['USER NAME', 'cognito:username', true],
    ['tenant', 'custom:tenant', true],
    ['Mobile', 'phone_number', true],
    ['DOB', 'birthdate', true],
    ['emial', 'email', false],
    ['birthdat', 'birthdate', false],
    ['shoe size', undefined],
    ['', undefined],
    ['constructor', undefined],
  ];
  for (const [name, column, sure] of cases) {
    it(`takes ${JSON.stringify(name)} for ${String(column)}`, () => {
      assert.deepEqual(suggestColumn(name, all), column === undefined ? undefined : { column, sure });
    });
  }

  it('offers only what is still free', () => {
    assert.equal(suggestColumn('mail', ['name']), undefined);
  });
});

describe('whyNotImportable', () => {
  it('knows what an export has that no import can set', () => {
    for (const name of ['sub', 'Password', 'enabled', 'cognito:user_status', 'Groups', 'UserCreateDate']) {
      assert.equal(typeof whyNotImportable(name), name === 'UserCreateDate' ? 'undefined' : 'string', name);
    }
    assert.equal(whyNotImportable('email'), undefined);
    assert.equal(whyNotImportable('toString'), undefined);
  });
});

describe('proposeMapping', () => {
  it('gives each column once, exact names before similar ones', () => {
    const mapping = proposeMapping(['mail', 'email', 'emial', 'User', 'Colour'], pool());
    assert.deepEqual(mapping, [
      { source: 'mail', target: undefined, sure: true },
      { source: 'email', target: 'email', sure: true },
      { source: 'emial', target: undefined, sure: true },
      { source: 'User', target: 'cognito:username', sure: true },
      { source: 'Colour', target: undefined, sure: true },
    ]);
  });

  it('says where it only guesses', () => {
    assert.deepEqual(proposeMapping(['emial'], pool()), [{ source: 'emial', target: 'email', sure: false }]);
  });
});

describe('findHeaderRecord', () => {
  const cases: readonly (readonly [widths: readonly number[], titles: number])[] = [
    [[2, 4, 4, 4], 1],
    [[1, 1, 4, 4], 2],
    [[1, 1, 4, 3], 0],
    [[1, 1, 1], 0],
    [[1, 2, 4, 4], 2],
    [[2, 2, 4, 4], 2],
    [[2, 2, 3, 2], 0],
    [[2, 3, 2, 2], 0],
    [[4, 4, 5, 5, 4, 4], 0],
    [[4, 4, 4], 0],
    [[4, 3, 3], 0],
    [[2, 4], 0],
    [[], 0],
  ];
  for (const [widths, titles] of cases)
    it(`finds ${titles} before records of ${widths.join(', ')} fields`, () =>
      assert.equal(findHeaderRecord(widths) ?? 0, titles));
});

describe('RecordConverter', () => {
  const convert = (text: string) => {
    const [head = [], ...records] = parse(text);
    const converter = new RecordConverter(pool(), proposeMapping(head, pool()));
    return {
      lines: [converter.header, ...records.map((record) => converter.row(record))],
      lineBreaks: converter.lineBreaks,
    };
  };

  it("writes the pool's columns in its order, those without a source empty", () => {
    assert.deepEqual(convert('Full Name,mail,username\n"Roe, ""Jay"" Jane", j@example.com ,jane\n').lines, [
      header,
      'jane,j@example.com,,,,Roe\\, "Jay" Jane,,,,,',
    ]);
  });

  it('rewrites birthdates by the order of their column, and copies them while that is open', () => {
    const convertDates = (dates: readonly string[], choice?: DateChoice) => {
      const mapping = proposeMapping(['birthdate'], pool());
      const surveyor = new RecordSurveyor(mapping);
      dates.forEach((date, index) => surveyor.take([date], index + 2));
      const converter = new RecordConverter(pool(), mapping, decideDates(surveyor.dates, choice));
      return dates.map((date) => converter.row([date]).split(',')[columns.indexOf('birthdate')]);
    };
    assert.deepEqual(convertDates(['2/1/1985', ' 31/12/1985 ', '1985-02-28', '02/03/1985']), [
      '01/02/1985',
      '12/31/1985',
      '02/28/1985',
      '03/02/1985',
    ]);
    assert.deepEqual(convertDates(['2/1/1985', '1985-02-28']), ['2/1/1985', '1985-02-28']);
    assert.deepEqual(convertDates(['2/1/1985', '1985-02-28'], { order: 'mdy' }), [
      '02/01/1985',
      '02/28/1985',
    ]);
  });

  it('turns line breaks into spaces and counts the values that had them', () => {
    const { lines, lineBreaks } = convert('name\n"Jane\r\n  Roe"\n"Joe"\n');
    assert.deepEqual(lines.slice(1), [',,,,,Jane Roe,,,,,', ',,,,,Joe,,,,,']);
    assert.equal(lineBreaks, 1);
  });

  it('loses nothing but white space and line breaks', () => {
    const value = fc.string({ unit: fc.constantFrom('a', ',', '"', '\\', 'é', '\n', ' ') });
    fc.assert(
      fc.property(fc.tuple(value, value), ([name, code]) => {
        const converter = new RecordConverter(pool(), proposeMapping(['name', 'custom:code'], pool()));
        const cells = splitRecord(converter.row([name, code]));
        const plain = (text: string) => text.replaceAll(/\s/g, '');
        assert.equal(cells.length, columns.length);
        assert.equal(plain(cells[columns.indexOf('name')]?.value ?? ''), plain(name));
        assert.equal(plain(cells[columns.indexOf('custom:code')]?.value ?? ''), plain(code));
      }),
    );
  });
});
