// No reader loses, invents or reorders a user, wherever the chunks are cut.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { SourceShape } from '../../../src/sources/read/readUsers.ts';
import { UnreadableSource } from '../../../src/sources/read/text.ts';
import { isRefused, type SourceEntry } from '../../../src/sources/user.ts';
import { detectFirst, readAll } from './readAll.ts';
import { stringify } from './writeCsv.ts';

const encoding = 'utf-8';
const size = fc.integer({ min: 1, max: 40 });
/** Texts that are difficult for readers, none of them blank. */
const word = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }),
    fc.constantFrom(
      'a,b',
      'a"b',
      '"',
      'a\nb',
      'a\r\nb',
      '\\',
      '{',
      ']',
      '😀',
      'ß',
      '\u2028',
      '[]',
      'x: {"a"}',
    ),
  )
  .map((text) => `w${text}`);

interface Person {
  readonly name: string;
  readonly more: string;
}
const people = fc.array(fc.record<Person>({ name: word, more: word }), { maxLength: 12 });

const valuesOf = (entries: readonly SourceEntry[], meaning: string): (string | undefined)[] =>
  entries.map((entry) => (isRefused(entry) ? entry.refused : entry.values.get(meaning)));

describe('each record of a file is an entry, in order', () => {
  it('of JSON with one object a line, between invalid lines', async () => {
    const line = fc.oneof(
      fc
        .record<Person>({ name: word, more: word })
        .map((person) => ({ ...person, text: JSON.stringify(person) })),
      fc
        .constantFrom('{"name":', 'null', '[1]', '7', 'x', '{"a":1}}')
        .map((text) => ({ name: undefined, text })),
    );
    const blank = fc.constantFrom('\n', '\r\n', '\n\n', '\n  \r\n');
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 12 }), blank, size, async (lines, between, at) => {
        const bytes = Buffer.from(lines.map(({ text }) => text).join(between));
        const choice = { format: 'generic', shape: { kind: 'ndjson', encoding } } as const;
        const { entries } = await readAll(bytes, choice, { size: at });
        const step = between.split('\n').length - 1;
        assert.deepEqual(
          entries.map(({ place }) => place),
          lines.map((_, index) => 1 + index * step),
        );
        entries.forEach((entry, index) => {
          const { name } = lines[index] ?? {};
          assert.equal(isRefused(entry), name === undefined);
          if (!isRefused(entry)) assert.equal(entry.values.get('name'), name?.trim());
        });
      }),
    );
  });

  it('of lists in JSON documents, one after another', async () => {
    const page = fc.record({ before: word, users: people });
    const space = fc.constantFrom(undefined, 2);
    await fc.assert(
      fc.asyncProperty(fc.array(page, { maxLength: 4 }), space, size, async (pages, indent, at) => {
        const bytes = Buffer.from(pages.map((one) => JSON.stringify(one, null, indent)).join('\n'));
        const choice = { format: 'generic', shape: { kind: 'json', encoding, at: ['users', '*'] } } as const;
        const { entries } = await readAll(bytes, choice, { size: at });
        const all = pages.flatMap(({ users }) => users);
        assert.deepEqual(
          valuesOf(entries, 'name'),
          all.map(({ name }) => name.trim()),
        );
        assert.deepEqual(
          entries.map(({ place }) => place),
          all.map((_, index) => index + 1),
        );
      }),
    );
  });

  it('of a CSV, between empty rows, which are counted', async () => {
    const rows = fc.array(
      fc.oneof(
        { weight: 4, arbitrary: fc.tuple(word, word) },
        fc.constant(['', '']) as fc.Arbitrary<[string, string]>,
      ),
      {
        maxLength: 12,
      },
    );
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('\n', '\r\n'),
        size,
        async (records, delimiter, end, at) => {
          const header = ['name', 'nickname'];
          const bytes = Buffer.from(stringify([header, ...records], delimiter, end));
          const shape: SourceShape = {
            kind: 'csv',
            encoding,
            delimiter,
            endsInReturns: false,
            headerLine: 1,
            header,
          };
          const { entries, end: result } = await readAll(bytes, { format: 'generic', shape }, { size: at });
          const users = records.filter(([name]) => name !== '');
          assert.deepEqual(
            valuesOf(entries, 'name'),
            users.map(([name]) => name.trim()),
          );
          assert.deepEqual(
            valuesOf(entries, 'nickname'),
            users.map(([, more]) => more.trim()),
          );
          assert.equal(result.emptyRows, records.length - users.length);
          // A record's line number is the number of line ends before it, plus 1.
          const lines = records.flatMap((record, index) =>
            record[0] === ''
              ? []
              : stringify([header, ...records.slice(0, index)], delimiter, end).split(/\r\n|\n|\r/).length,
          );
          assert.deepEqual(
            entries.map(({ place }) => place),
            lines,
          );
        },
      ),
    );
  });
});

describe('an unreadable file', () => {
  const list = { format: 'generic', shape: { kind: 'json', encoding, at: ['*'] } } as const;
  const isUnreadable = (message: RegExp) => (error: unknown) =>
    error instanceof UnreadableSource && message.test(error.message) && !error.message.includes('secret');

  it('is an error with the place where its JSON ends', async () => {
    await assert.rejects(
      readAll(Buffer.from('[{"name":"a"},{"name":"secret'), list),
      isUnreadable(/after user 1\./),
    );
  });

  it('is an error with the place where its JSON is invalid', async () => {
    await assert.rejects(
      readAll(Buffer.from('[{"name":"a"},{"name":"b"},secret]'), list),
      isUnreadable(/after user 2\./),
    );
  });

  it('is an error with the line of an unclosed quotation mark', async () => {
    const bytes = Buffer.from('name,email\na,b\n"secret,c\n');
    await assert.rejects(readAll(bytes), isUnreadable(/quotation mark is never closed, line 3/));
  });

  it('is an error if its bytes do not fit its encoding', async () => {
    const bytes = Buffer.concat([Buffer.from('{"name":"secret'), Buffer.from([0xff]), Buffer.from('"}\n')]);
    await assert.rejects(
      readAll(bytes, { format: 'generic', shape: { kind: 'ndjson', encoding } }),
      isUnreadable(/not UTF-8/),
    );
  });

  it('has no users if it is empty', async () => {
    assert.deepEqual((await readAll(Buffer.from(' \n'), list)).entries, []);
  });
});

describe('whole numbers that JavaScript would round', () => {
  const id = '9007199254740993';
  const user = `{"user_id":${id},"email_verified":true,"email":"a@b.c","note":"\\"${id}: ${id}","n":-${id},"f":1e30,"list":[[${id}]]}`;
  const shapes: Readonly<Record<string, string>> = {
    'one object a line': `${user}\n${user}\n`,
    'a list': `[${user},${user}]`,
  };
  for (const [name, text] of Object.entries(shapes))
    it(`keep their digits in ${name}`, async () => {
      const bytes = Buffer.from(text);
      assert.equal(detectFirst(bytes).format, 'auth0');
      const { entries, end } = await readAll(bytes);
      assert.equal(entries.length, 2);
      for (const entry of entries) {
        assert.ok(!isRefused(entry));
        const { aside } = entry;
        assert.deepEqual(
          ['source_id', 'note', 'n', 'f', 'list[0][0]'].map((key) => aside.get(key)),
          [id, `"${id}: ${id}`, `-${id}`, '1e+30', id],
        );
      }
      assert.deepEqual(
        [...new Set(end.columns.map(({ values }) => values))],
        [2],
        'each value is counted once',
      );
    });
});
