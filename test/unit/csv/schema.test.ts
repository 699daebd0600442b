// Converts the API's answers to the facts about the pool that validation needs.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { toImportSchema } from '../../../src/csv/schema.ts';

describe('toImportSchema', () => {
  it("reads constraints that the API sends as text, and the pool's settings", () => {
    const schema = toImportSchema(
      {
        SchemaAttributes: [
          {
            Name: 'name',
            AttributeDataType: 'String',
            Required: true,
            StringAttributeConstraints: { MinLength: '0', MaxLength: '2048' },
          },
          { Name: 'updated_at', AttributeDataType: 'Number', NumberAttributeConstraints: { MinValue: '0' } },
          { Name: 'custom:x', AttributeDataType: 'Newer', StringAttributeConstraints: { MaxLength: '' } },
        ],
        AutoVerifiedAttributes: ['email', 'something_newer'],
        UsernameAttributes: ['phone_number'],
        AliasAttributes: ['preferred_username'],
        MfaConfiguration: 'OPTIONAL',
        UsernameConfiguration: { CaseSensitive: false },
      },
      ['name', 'cognito:username'],
      'SCRYPT',
    );
    assert.deepEqual(schema, {
      csvHeader: ['name', 'cognito:username'],
      attributes: [
        { name: 'name', type: 'String', required: true, minLength: 0, maxLength: 2048 },
        { name: 'updated_at', type: 'Number', required: false, minValue: 0 },
        { name: 'custom:x', type: 'String', required: false },
      ],
      autoVerified: ['email'],
      usernameAttributes: ['phone_number'],
      aliasAttributes: ['preferred_username'],
      mfa: 'OPTIONAL',
      caseSensitive: false,
      hashAlgorithm: 'SCRYPT',
    });
  });

  it("replaces absent members by the service's defaults", () => {
    assert.deepEqual(toImportSchema({}, []), {
      csvHeader: [],
      attributes: [],
      autoVerified: [],
      usernameAttributes: [],
      aliasAttributes: [],
      mfa: 'OFF',
      caseSensitive: true,
    });
  });
});
