// Detects the format of a file, whatever its encoding and delimiter, and when the user must be asked.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { stringify } from './writeCsv.ts';
import { headBytes } from '../../../src/sources/read/detect.ts';
import { root } from '../../support/paths.ts';
import { detect, detectFirst, readAll, sample, tell } from './readAll.ts';
import { parse } from 'csv-parse/sync';

const samples = readdirSync(join(root, 'test/cases/sources'));
const text = (file: string): string => new TextDecoder().decode(sample(file));

/** Encodes a text in each encoding that programs write. */
const encodings: Readonly<Record<string, (text: string) => Uint8Array>> = {
  'UTF-8': (whole) => Buffer.from(whole),
  'UTF-8 with a byte order mark': (whole) => Buffer.from(`\ufeff${whole}`),
  'UTF-16 LE with a byte order mark': (whole) => Buffer.from(`\ufeff${whole}`, 'utf16le'),
  'UTF-16 LE': (whole) => Buffer.from(whole, 'utf16le'),
  'UTF-16 BE with a byte order mark': (whole) => Buffer.from(`\ufeff${whole}`, 'utf16le').swap16(),
  'UTF-16 BE': (whole) => Buffer.from(whole, 'utf16le').swap16(),
};

const lineEnds: Readonly<Record<string, string>> = { LF: '\n', CRLF: '\r\n', CR: '\r' };
const delimiters: Readonly<Record<string, string>> = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' };

async function usersOf(bytes: Uint8Array): Promise<readonly string[]> {
  return (await readAll(bytes)).entries.map(tell);
}

describe('the same format and users are found in', () => {
  for (const file of samples) {
    for (const [name, encode] of Object.entries(encodings)) {
      it(`${file} in ${name}`, async () => {
        const bytes = encode(text(file));
        assert.equal(detectFirst(bytes).format, detectFirst(sample(file)).format);
        assert.deepEqual(await usersOf(bytes), await usersOf(sample(file)));
      });
    }
  }

  for (const file of samples.filter((name) => name.endsWith('.csv') && !name.includes('separator'))) {
    const records = parse(sample(file), { relax_column_count: true });
    for (const [delimiterName, delimiter] of Object.entries(delimiters)) {
      for (const [endName, end] of Object.entries(lineEnds)) {
        it(`${file} with ${delimiterName} and ${endName}`, async () => {
          const bytes = Buffer.from(stringify(records, delimiter, end));
          assert.equal(detectFirst(bytes).format, detectFirst(sample(file)).format);
          assert.deepEqual(await usersOf(bytes), await usersOf(sample(file)));
        });
      }
    }
    it(`${file} with a line sep=; before it`, async () => {
      const bytes = Buffer.from(`sep=;\r\n${stringify(records, ';', '\r\n')}`);
      const places = (await usersOf(bytes)).map((line) =>
        line.replace(/^\d+/, (at) => String(Number(at) - 1)),
      );
      assert.deepEqual(places, await usersOf(sample(file)));
    });
  }
});

describe('JSON of other shapes', () => {
  const users = [
    { username: 'a', enabled: true, emailVerified: true, email: 'a@example.com' },
    { username: 'b', enabled: true, emailVerified: false, email: 'b@example.com' },
  ];
  const shapes: Readonly<Record<string, string>> = {
    'a list': JSON.stringify(users),
    'a list over many lines': JSON.stringify(users, null, 2),
    'one object a line': users.map((user) => JSON.stringify(user)).join('\n'),
    'one object a line, blank lines between': users.map((user) => JSON.stringify(user)).join('\r\n\r\n'),
    'objects one after another, over many lines': users
      .map((user) => JSON.stringify(user, null, 2))
      .join('\n'),
    'a list at a key': JSON.stringify({ realm: 'x', roles: { realm: [{ name: 'r' }] }, users }),
    'a list at a key in a list': JSON.stringify([{ realm: 'x', users }]),
    'one page a line': users.map((user) => JSON.stringify({ users: [user] })).join('\n'),
  };
  for (const [name, json] of Object.entries(shapes)) {
    it(name, async () => {
      const bytes = Buffer.from(json);
      assert.equal(detectFirst(bytes).format, 'keycloak');
      assert.deepEqual(
        (await usersOf(bytes)).map((line) => /username=(\w)/.exec(line)?.[1]),
        ['a', 'b'],
      );
    });
  }
});

describe('the detection', () => {
  it('is unsure about a file of ids and addresses, which may be from Auth0 or any other system', () => {
    const candidates = detect(Buffer.from('user_id,email\n1,a@example.com\n2,b@example.com\n'));
    assert.deepEqual(
      candidates.map(({ format, sure }) => [format, sure]),
      [
        ['auth0', false],
        ['generic', false],
      ],
    );
  });

  it('is sure of the generic format if no other format knows the columns', () => {
    const candidates = detect(Buffer.from('name,email\nA,a@example.com\nB,b@example.com\n'));
    assert.deepEqual(
      candidates.map(({ format, sure }) => [format, sure]),
      [['generic', true]],
    );
  });

  it('has the meaning of each column', () => {
    const [first] = detect(sample('keycloak-realm.json'));
    const columns = Object.fromEntries(first?.columns.map(({ path, ...rest }) => [path, rest]) ?? []);
    assert.deepEqual(columns['firstName'], { values: 1, meaning: 'given_name' });
    assert.deepEqual(columns['credentials'], { values: 3, isHash: true });
    assert.deepEqual(columns['attributes.tlf[0]'], { values: 1, aside: 'attributes.tlf[0]' });
    assert.deepEqual(columns['totp'], { values: 1 });
  });

  for (const empty of [' \n', '[]', '{"users":[]}', '{ "Users": [ ], "PaginationToken": null }\n'])
    it(`finds nothing in a file without users: ${JSON.stringify(empty)}`, () =>
      assert.deepEqual(detect(Buffer.from(empty)), []));

  it('recognizes a Keycloak realm without users', () => {
    const [first] = detect(Buffer.from('{"realm":"x","roles":{"realm":[{"name":"r"}]},"users":[]}'));
    assert.equal(first?.format, 'keycloak');
  });

  it('recognizes a Keycloak realm whose users come after more settings than it reads', async () => {
    const roles = Array.from({ length: 12_000 }, (_, index) => ({
      name: `role ${index}`,
      description: 'x'.repeat(80),
    }));
    const users = [{ username: 'a', email: 'a@example.com' }, { username: 'b' }];
    const bytes = Buffer.from(JSON.stringify({ id: 'r', realm: 'large', roles: { realm: roles }, users }));
    const [first] = detect(bytes.subarray(0, headBytes), { isWhole: false });
    assert.deepEqual([first?.format, first?.sure], ['keycloak', true]);
    const { entries } = await readAll(bytes, first);
    assert.deepEqual(entries.map(tell), ['1 username=a email=a@example.com', '2 username=b']);
  });

  it('takes the list with the most attributes in an unknown document', () => {
    const bytes = Buffer.from(
      JSON.stringify({
        teams: [{ name: 'x' }, { name: 'y' }],
        members: [{ email: 'a@example.com', first_name: 'A' }],
      }),
    );
    assert.deepEqual(detect(bytes)[0]?.shape, { kind: 'json', encoding: 'utf-8', at: ['members', '*'] });
  });

  it('needs only the beginning of a large file, even if that ends within a user', () => {
    const line = `${JSON.stringify({ localId: 'x'.repeat(28), emailVerified: true, note: 'é'.repeat(500) })}\n`;
    const head = Buffer.from(line.repeat(2_000)).subarray(0, headBytes);
    assert.equal(detect(head, { isWhole: false })[0]?.format, 'firebase');
    const list = Buffer.from(`{"users":[${line.repeat(2_000).replaceAll('\n', ',')}`).subarray(0, headBytes);
    assert.equal(detect(list, { isWhole: false })[0]?.format, 'firebase');
  });
});
