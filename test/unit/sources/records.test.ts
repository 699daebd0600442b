// Reads single records with any content.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formats } from '../../../src/sources/formats/formats.ts';
import { isRefused } from '../../../src/sources/user.ts';
import { detectFirst, readAll, sample, tell } from './readAll.ts';

const encoding = 'utf-8';
const word = fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => `w${text}`);

/** The keys that the rules of the formats know. */
const keys = [
  ...new Set(formats.flatMap(({ rules }) => Object.keys(rules)).flatMap((path) => path.split('.'))),
];
const anyRecord = fc.dictionary(
  fc.oneof(fc.constantFrom(...keys), fc.string()),
  fc.jsonValue({ maxDepth: 3 }),
  {
    maxKeys: 8,
  },
);

describe('any record of any format', () => {
  for (const { id } of formats) {
    it(`${id}: is a user without blank texts, or is refused`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyRecord, { maxLength: 5 }), async (records) => {
          const bytes = Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
          const { entries } = await readAll(bytes, { format: id, shape: { kind: 'ndjson', encoding } });
          assert.deepEqual(
            entries.map(({ place }) => place),
            records.map((_, index) => index + 1),
          );
          for (const entry of entries) {
            if (isRefused(entry)) continue;
            for (const text of [
              ...entry.values.values(),
              ...entry.aside.values(),
              entry.hash?.text ?? 'none',
            ])
              assert.ok(
                typeof text === 'string' && text.trim() === text && text !== '',
                JSON.stringify(text),
              );
          }
        }),
        { numRuns: 50 },
      );
    });
  }

  it('keeps every text of the generic format, as a value or for after the import', async () => {
    const path = fc.stringMatching(/^x[a-z]{3,6}$/);
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(path, fc.oneof(word, fc.array(word, { minLength: 1, maxLength: 3 }))),
        async (record) => {
          const bytes = Buffer.from(JSON.stringify(record));
          const { entries } = await readAll(bytes, {
            format: 'generic',
            shape: { kind: 'ndjson', encoding },
          });
          const [entry] = entries;
          assert.ok(entry !== undefined && !isRefused(entry));
          assert.deepEqual(
            [...entry.values.values(), ...entry.aside.values()].toSorted(),
            Object.values(record)
              .flat()
              .map((text) => text.trim())
              .toSorted(),
          );
        },
      ),
    );
  });
});

describe('objects', () => {
  it('with ever new keys are read to the end within limited memory', async () => {
    const lines = Array.from({ length: 30_000 }, (_, index) =>
      JSON.stringify({ name: 'a', [`key${index}`]: index }),
    );
    const { entries, end } = await readAll(Buffer.from(lines.join('\n')), {
      format: 'generic',
      shape: { kind: 'ndjson', encoding },
    });
    assert.equal(entries.length, lines.length);
    const last = entries.at(-1);
    assert.ok(last !== undefined && !isRefused(last) && last.aside.get('key29999') === '29999');
    assert.ok(end.columns.length <= 20_000);
  });

  it('may have keys like the properties of every object', async () => {
    const bytes = Buffer.from('{"__proto__":{"name":"x"},"constructor":"c","toString":"t","name":"a"}\n');
    assert.equal(detectFirst(bytes).format, 'generic');
    const [entry] = (await readAll(bytes)).entries;
    assert.ok(entry !== undefined && !isRefused(entry));
    assert.equal(entry.values.get('name'), 'a');
    assert.deepEqual([entry.aside.get('constructor'), entry.aside.get('toString')], ['c', 't']);
  });
});

describe("the user's choice for a path", () => {
  const tellWith = async (file: string, columns: Record<string, string>): Promise<string | undefined> => {
    const { entries } = await readAll(sample(file), undefined, { columns: new Map(Object.entries(columns)) });
    return entries.map(tell)[0];
  };

  it("overrides the format's meaning", async () => {
    const first = await tellWith('keycloak-realm.json', {
      'attributes.tlf[0]': 'phone_number',
      'attributes.cip[0]': 'custom:cip',
      username: '',
    });
    assert.match(first ?? '', /^1 phone_number=600000001 custom:cip=AAAA1111111111 # .* username=user1 /);
  });

  it("keeps the conversion of the system's values", async () => {
    const first = await tellWith('supabase-users.csv', {
      email_confirmed_at: 'email_verified',
      phone: 'custom:tel',
    });
    assert.match(first ?? '', / email_verified=true .*custom:tel=4915112345678 /);
  });

  it('includes a whole list or object', async () => {
    const first = await tellWith('keycloak-realm.json', { realmRoles: 'custom:roles' });
    assert.match(first ?? '', / custom:roles=\["default-roles-demo"\] /);
  });

  it('does not reveal hashes or secrets, and does not override refusals of the format', async () => {
    assert.doesNotMatch((await tellWith('keycloak-realm.json', { credentials: '' })) ?? '', /trq7l15m/);
    assert.doesNotMatch((await tellWith('supabase-users.csv', { recovery_token: '' })) ?? '', /a1b2c3/);
    const { entries } = await readAll(sample('supabase-users.csv'), undefined, {
      columns: new Map([['deleted_at', 'custom:deleted']]),
    });
    assert.equal(entries.map(tell).at(-1), '6 refused: deleted');
  });
});
