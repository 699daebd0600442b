// Sample users: whatever a pool requires, their file has no findings.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { mostSampleUsers, sampleLines, type SampleOptions } from '../../../../src/csv/sample/sampleUsers.ts';
import {
  hashAlgorithms,
  type Contact,
  type ImportSchema,
  type SchemaAttribute,
} from '../../../../src/csv/schema.ts';
import { openImport } from '../../../../src/emulator/cognito/importFile.ts';
import { UserPool } from '../../../../src/emulator/cognito/userPool.ts';
import { limits } from '../../../../src/csv/validate/rules.ts';
import { CsvValidator } from '../../../../src/csv/validate/validate.ts';
import { poolSpec } from '../../../support/cognito/mistakesPool.ts';
import { pool } from '../pools.ts';
import { importSchemaOf } from '../../../support/cognito/importSchemaOf.ts';

function* encoded(schema: ImportSchema, options: SampleOptions): Generator<Uint8Array> {
  for (const line of sampleLines(schema, options)) yield Buffer.from(`${line}\n`);
}

function validate(schema: ImportSchema, options: SampleOptions) {
  const validator = new CsvValidator(schema);
  for (const chunk of encoded(schema, options)) validator.push(chunk);
  return validator.end();
}

/** The names of a pool's standard text attributes (AWS CLI example of describe-user-pool). */
const standardTexts = [
  ...['name', 'given_name', 'family_name', 'middle_name', 'nickname', 'preferred_username', 'profile'],
  ...['picture', 'website', 'gender', 'zoneinfo', 'locale', 'address'],
];

const bounds = fc
  .record({
    minLength: fc.option(fc.oneof(fc.nat(20), fc.nat(2048)), { nil: undefined }),
    room: fc.option(fc.oneof(fc.nat(4), fc.nat(2048)), { nil: undefined }),
  })
  .map(({ minLength, room }) => ({
    ...(minLength === undefined ? {} : { minLength }),
    ...(room === undefined ? {} : { maxLength: Math.min((minLength ?? 0) + room, 2048) }),
  }));
const text = (name: string) =>
  fc.record({ required: fc.boolean(), limits: bounds }).map(({ required, limits: lengths }) => ({
    name,
    type: 'String' as const,
    // A row has room for only a few longer values.
    required: required && (lengths.minLength ?? 0) < 200 && lengths.maxLength !== 0,
    ...lengths,
  }));
const numbers = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }),
  fc.maxSafeInteger(),
  fc.double({ min: -1e25, max: 1e25, noNaN: true }).map(Math.round),
  fc.double({ min: -2, max: 2, noNaN: true }).map((value) => Number(value.toFixed(9))),
);
const number = (name: string) =>
  fc
    .record({
      required: fc.boolean(),
      one: numbers,
      other: numbers,
      has: fc.constantFrom('both', 'min', 'max'),
    })
    .map(({ required, one, other, has }) => ({
      name,
      type: 'Number' as const,
      required,
      ...(has === 'max' ? {} : { minValue: Math.min(one, other) }),
      ...(has === 'min' ? {} : { maxValue: Math.max(one, other) }),
    }));
const other = (name: string) =>
  fc.record({
    name: fc.constant(name),
    type: fc.constantFrom('Boolean', 'DateTime'),
    required: fc.boolean(),
  });
/** A contact with bounds that an address under example.com and an E.164 number can meet. */
const contact = (name: Contact) =>
  fc.record({ required: fc.boolean(), minLength: fc.nat(12), room: fc.nat(300) }).map((it) => ({
    name,
    type: 'String' as const,
    required: it.required,
    minLength: it.minLength,
    maxLength: 17 + it.room,
  }));

const attributes: fc.Arbitrary<readonly SchemaAttribute[]> = fc
  .tuple(
    fc.tuple(...standardTexts.map(text)),
    fc.tuple(contact('email'), contact('phone_number')),
    fc.array(fc.constantFrom(text, number, other), { maxLength: 50 }).chain((kinds) => {
      const made = kinds.map((kind, index): fc.Arbitrary<SchemaAttribute> => kind(`custom:${index}`));
      return fc.tuple(...made);
    }),
    fc.record({ birthdate: fc.boolean(), updatedAt: fc.boolean() }),
  )
  .map(([texts, contacts, custom, required]) => [
    { name: 'sub', type: 'String', required: true, minLength: 1, maxLength: 2048 },
    ...texts,
    ...contacts,
    { name: 'email_verified', type: 'Boolean', required: false },
    { name: 'phone_number_verified', type: 'Boolean', required: false },
    { name: 'birthdate', type: 'String', required: required.birthdate, minLength: 10, maxLength: 10 },
    { name: 'updated_at', type: 'Number', required: required.updatedAt, minValue: 0 },
    ...custom,
  ]);

const contacts = fc.subarray<Contact>(['email', 'phone_number']);
const schemas: fc.Arbitrary<ImportSchema> = fc
  .record({
    attributes,
    autoVerified: fc.shuffledSubarray<Contact>(['email', 'phone_number'], { minLength: 1 }),
    usernameAttributes: contacts,
    aliasAttributes: fc.subarray(['email', 'phone_number', 'preferred_username']),
    mfa: fc.constantFrom<ImportSchema['mfa']>('OFF', 'ON', 'OPTIONAL'),
    caseSensitive: fc.boolean(),
    hashAlgorithm: fc.option(fc.constantFrom(...hashAlgorithms), { nil: undefined }),
    hasHashColumn: fc.boolean(),
  })
  .chain(({ hashAlgorithm, hasHashColumn, ...rest }) => {
    const names = rest.attributes.map(({ name }) => name).filter((name) => name !== 'sub');
    const hashed = hasHashColumn && hashAlgorithm !== undefined ? { hashAlgorithm } : {};
    const columns = [...names, 'cognito:mfa_enabled', 'cognito:username'];
    return fc
      .shuffledSubarray(hasHashColumn ? [...columns, 'password_hash'] : columns, {
        minLength: columns.length + (hasHashColumn ? 1 : 0),
      })
      .map((csvHeader): ImportSchema => ({ ...rest, ...hashed, csvHeader }));
  });

describe('sample users', () => {
  it('have no findings, whatever the pool requires', () => {
    fc.assert(
      fc.property(
        schemas,
        fc.integer({ min: 1, max: 300 }),
        fc.constantFrom('', 'tb3x9q'),
        (schema, count, series) => {
          const { summary, findings } = validate(schema, { count, series });
          assert.deepEqual(findings, []);
          assert.equal(summary.ready, count);
        },
      ),
    );
  });

  it('are imported by the emulator, whose checks are independent code', () => {
    for (const algorithm of [undefined, ...hashAlgorithms]) {
      const it = new UserPool('p', { ...poolSpec, mfaConfiguration: 'ON', usernameAttributes: ['email'] }, 0);
      const schema = importSchemaOf(it, algorithm);
      const text = [...sampleLines(schema, { count: 200 })].join('\n');
      const opened = openImport(Buffer.from(text), it, algorithm);
      assert.ok(typeof opened !== 'string');
      for (let sub = 0; opened.hasNext(); sub++)
        assert.equal(
          opened.next(0, () => String(sub)),
          'SUCCEEDED',
          text.split('\n')[sub + 1],
        );
    }
  });

  it('have addresses under example.com and fictitious numbers', () => {
    const [, ...rows] = [...sampleLines(pool(), { count: 200 })];
    for (const row of rows) {
      assert.match(row, /^[a-z]+\.[a-z]+\.\d+,[a-z.\d]+@example\.com,TRUE,\+1555\d{7},FALSE,/);
    }
  });

  it("have values in every column, including hashes of the job's algorithm", () => {
    for (const hashAlgorithm of hashAlgorithms) {
      const schema = pool({ csvHeader: [...pool().csvHeader, 'password_hash'], hashAlgorithm });
      const [, row = ''] = [...sampleLines(schema, { count: 1 })];
      assert.doesNotMatch(row, /(^|,)(,|$)/, hashAlgorithm);
    }
  });

  it('differ from the users of another series', () => {
    const usernames = (series: string) =>
      [...sampleLines(pool(), { count: 500, series })].slice(1).map((row) => row.split(',')[0]);
    const both = new Set([...usernames('a1'), ...usernames('b2')]);
    assert.equal(both.size, 1000);
  });

  it('leave optional columns empty if the file would be too large, and are as many as fit', () => {
    const long = { type: 'String', required: false, minLength: 500, maxLength: 2048 } as const;
    const custom = Array.from({ length: 3 }, (_, index) => ({ ...long, name: `custom:${index}` }));
    const names = custom.map(({ name }) => name);
    const schema = pool({
      csvHeader: [...pool().csvHeader, ...names],
      attributes: [...pool().attributes, ...custom],
    });
    const count = 100_000;
    const { summary, findings } = validate(schema, { count });
    assert.deepEqual([findings, summary.ready], [[], count]);
    assert.ok(
      summary.bytes > limits.fileBytes / 2 && summary.bytes <= limits.fileBytes,
      String(summary.bytes),
    );
    assert.equal(mostSampleUsers(schema, ''), limits.rows);

    const required = schema.attributes.map((attribute) => ({
      ...attribute,
      required: attribute.required || names.includes(attribute.name),
    }));
    const most = mostSampleUsers({ ...schema, attributes: required }, '');
    assert.ok(most > 50_000 && most < 66_000, String(most));
    const full = validate({ ...schema, attributes: required }, { count: most });
    assert.deepEqual([full.findings, full.summary.ready], [[], most]);
    assert.ok(full.summary.bytes > 0.97 * limits.fileBytes, String(full.summary.bytes));
  });
});
