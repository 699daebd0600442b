// The import schema of an emulated user pool, as the service would describe it.
import { toImportSchema, type HashAlgorithm, type ImportSchema } from '../../../src/csv/schema.ts';
import type { UserPool } from '../../../src/emulator/cognito/userPool.ts';

export function importSchemaOf(pool: UserPool, algorithm?: HashAlgorithm): ImportSchema {
  const { spec } = pool;
  return toImportSchema(
    {
      SchemaAttributes: pool.schema,
      AutoVerifiedAttributes: pool.autoVerifiedAttributes,
      UsernameAttributes: spec.usernameAttributes,
      AliasAttributes: spec.aliasAttributes,
      MfaConfiguration: pool.mfaConfiguration,
      UsernameConfiguration: { CaseSensitive: spec.caseSensitive },
    },
    pool.csvHeader,
    algorithm,
  );
}
