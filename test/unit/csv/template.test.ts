// New import CSVs: the pool's header and a valid row.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Contact, ImportSchema } from '../../../src/csv/schema.ts';
import { importTemplate } from '../../../src/csv/template.ts';
import { validateText } from '../../../src/csv/validate/validate.ts';
import { columns, header, pool } from './pools.ts';

describe('importTemplate', () => {
  it("has the pool's header in its order and one row", () => {
    assert.equal(
      importTemplate(pool(), { requiredFirst: false }),
      `${header}\njaneroe,jane.roe@example.com,TRUE,+12345550199,TRUE,Jane Roe,02/01/1985,1471453471,18,value,FALSE\n`,
    );
  });

  it('puts required columns first if asked', () => {
    const shuffled = pool({ csvHeader: columns.toReversed() });
    const [first] = importTemplate(shuffled, { requiredFirst: true }).split('\n');
    assert.equal(
      first,
      'cognito:username,email,email_verified,cognito:mfa_enabled,custom:code,custom:age,updated_at,birthdate,name,phone_number_verified,phone_number',
    );
  });

  it('follows the sign-in rules', () => {
    const byPhone = importTemplate(pool({ usernameAttributes: ['phone_number'], mfa: 'ON' }), {
      requiredFirst: true,
    });
    assert.match(byPhone, /\n\+12345550199,.*,TRUE\n$/);
  });

  it('imports unchanged, whatever the pool', () => {
    const contacts = fc.subarray<Contact>(['email', 'phone_number']);
    const length = fc.integer({ min: 0, max: 40 });
    const schema = fc.record({
      autoVerified: fc.subarray<Contact>(['email', 'phone_number'], { minLength: 1 }),
      usernameAttributes: contacts,
      aliasAttributes: contacts,
      mfa: fc.constantFrom<ImportSchema['mfa']>('OFF', 'ON', 'OPTIONAL'),
      minLength: length,
      extra: length,
      minValue: fc.integer({ min: -5, max: 50 }),
      range: fc.integer({ min: 0, max: 50 }),
      requiredFirst: fc.boolean(),
    });
    fc.assert(
      fc.property(schema, ({ minLength, extra, minValue, range, requiredFirst, ...rest }) => {
        const base = pool(rest);
        const attributes = base.attributes.map((attribute) => {
          if (attribute.name === 'custom:code')
            return { ...attribute, minLength, maxLength: minLength + extra };
          return attribute.name === 'custom:age'
            ? { ...attribute, minValue, maxValue: minValue + range }
            : attribute;
        });
        const it = { ...base, attributes };
        const { summary, findings } = validateText(importTemplate(it, { requiredFirst }), it);
        assert.deepEqual(findings, []);
        assert.equal(summary.ready, 1);
      }),
    );
  });
});
