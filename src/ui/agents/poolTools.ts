// Tools that list connections and user pools, and tell what a pool can import.
import type { ConnectionView } from '../../domain/jobs/views.ts';
import { limits } from '../../csv/validate/rules.ts';
import { hashAlgorithms, type ImportSchema } from '../../csv/schema.ts';
import { defined } from '../../domain/base/defined.ts';
import { readPoolSchema } from '../csv/poolSchema.ts';
import { connectionName } from '../tree/rows.ts';
import type { Tool, ToolCall } from './services.ts';
import { connectionOf, poolOf, problemOf } from './targets.ts';
import { progressWords, toolWords } from './words.ts';

/** User pools per connection in one answer. */
const pools = { least: 1, most: 500, usual: 100 };

export const listPools: Tool = {
  progress: () => progressWords.pools,
  run: async (call) => {
    const { store } = call.services.jobs;
    const asked = call.input.optionalText('connection');
    const views = asked === undefined ? store.connections() : [connectionOf(call, asked)];
    if (views.length === 0) return { connections: [], nextStep: toolWords.noConnection };
    const listed = await Promise.all(views.map((view) => poolsOf(call, view, asked !== undefined)));
    return { connections: listed.filter((one) => one !== undefined) };
  },
};

/** @param isAsked whether the call names this connection: then it is tried again even if it has failed. */
async function poolsOf(
  { services, input }: ToolCall,
  { connection, failure: before }: ConnectionView,
  isAsked: boolean,
): Promise<object | undefined> {
  const { jobs } = services;
  const most = input.number('limit', pools);
  const part = input.optionalText('nameContains')?.toLowerCase() ?? '';
  // A failed connection, such as one that waits for a sign-in, is retried only if the call names it.
  if (!before || isAsked) await jobs.refreshConnection(connection.id);
  const account = await jobs.accountOf(connection.id);
  const view = jobs.store.connection(connection.id);
  if (!view) return undefined;
  const found = jobs.store
    .pools(connection.id)
    .map(({ pool: { userPoolId, name } }) => ({ userPoolId, name }))
    .filter(({ userPoolId, name }) => `${name} ${userPoolId}`.toLowerCase().includes(part));
  return defined({
    connection: connection.id,
    name: connectionName(view),
    region: connection.region,
    account: account?.accountId,
    problem: view.failure && problemOf(view.failure),
    userPools: found.slice(0, most),
    notListed: found.length > most ? found.length - most : undefined,
  });
}

export const getSchema: Tool = {
  progress: (input) => progressWords.schema(input.text('userPoolId')),
  run: async (call) => {
    const { jobs } = call.services;
    const pool = await poolOf(call);
    const { schema, poolName } = await readPoolSchema(jobs, pool, call.signal);
    return { userPoolId: pool.userPoolId, userPool: poolName, ...schemaFacts(schema) };
  },
};

function schemaFacts(schema: ImportSchema): object {
  const { csvHeader, autoVerified, usernameAttributes, aliasAttributes, mfa, caseSensitive } = schema;
  const hasHashes = csvHeader.includes('password_hash');
  return {
    header: csvHeader.join(','),
    columns: csvHeader.map((name) => columnFacts(name, schema)),
    eachUserNeedsOneVerifiedOf: autoVerified.map((contact) => `${contact}_verified`),
    usernameIs: usernameAttributes.length === 0 ? 'a username' : usernameAttributes,
    signInAliases: aliasAttributes,
    mfa,
    usernamesAreCaseSensitive: caseSensitive,
    passwordHashes: hasHashes ? hashAlgorithms : 'not importable into this user pool',
    fileRules: [
      'UTF-8 without a byte order mark; lines end in LF or CRLF.',
      'Commas separate columns. Values are never in quotation marks; a comma in a value is written "\\,".',
      'Booleans are true or false; a birthdate is mm/dd/yyyy; phone numbers are + and digits.',
      'cognito:username is required in every row. An existing user is skipped, never changed.',
    ],
    limits: {
      megabytes: limits.fileBytes / 1_000_000,
      users: limits.rows,
      charactersPerRow: limits.rowCharacters,
      charactersPerValue: limits.valueCharacters,
    },
  };
}

function columnFacts(name: string, { attributes }: ImportSchema): object {
  const attribute = attributes.find((candidate) => candidate.name === name);
  return defined({
    name,
    required: name === 'cognito:username' || (attribute?.required ?? false),
    type: attribute?.type,
    minLength: attribute?.minLength,
    maxLength: attribute?.maxLength,
    minValue: attribute?.minValue,
    maxValue: attribute?.maxValue,
  });
}
