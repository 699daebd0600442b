// The emulator's pool for the file with every kind of mistake.
import type { UserPoolSpec } from '../../../src/emulator/cognito/userPool.ts';
import { mistakesPool } from '../../unit/csv/mistakes.ts';

function bounds(name: string): { readonly min: string; readonly max: string } {
  const attribute = mistakesPool.attributes.find((each) => each.name === name);
  return {
    min: String(attribute?.minValue ?? attribute?.minLength),
    max: String(attribute?.maxValue ?? attribute?.maxLength),
  };
}

const [age, code] = [bounds('custom:age'), bounds('custom:code')];

/** A pool that judges as `mistakesPool` does. */
export const poolSpec: UserPoolSpec = {
  name: 'csv-tests',
  passwordHashes: true,
  caseSensitive: mistakesPool.caseSensitive,
  autoVerifiedAttributes: mistakesPool.autoVerified,
  schema: [
    { Name: 'email', AttributeDataType: 'String', Required: true },
    {
      Name: 'age',
      AttributeDataType: 'Number',
      NumberAttributeConstraints: { MinValue: age.min, MaxValue: age.max },
    },
    {
      Name: 'code',
      AttributeDataType: 'String',
      StringAttributeConstraints: { MinLength: code.min, MaxLength: code.max },
    },
  ],
};
