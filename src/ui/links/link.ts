// Links to a user pool or an import job: `vscode://EXTENSION/job?profile=…&region=…&pool=…&job=…`. A link can come from anyone, so
// every part is checked before it is used.
import {
  environmentConnection,
  profileConnection,
  type Connection,
} from '../../domain/connections/connection.ts';
import { isRegion } from '../../domain/jobs/awsAddresses.ts';
import type { JobRef } from '../../domain/jobs/job.ts';
import type { PoolRef } from '../../domain/jobs/userPool.ts';

export interface Link {
  readonly connection: Connection;
  readonly pool: PoolRef;
  /** Absent in a link to a user pool. */
  readonly job?: JobRef;
}

/** The parts of a `vscode.Uri` that a link is read from. */
export interface Address {
  readonly path: string;
  readonly query: string;
}

/** Longer than any link that we write: 250 characters of a profile, each three bytes that are encoded in three characters. */
const longestQuery = 3_000;
const longestProfile = 250;

/** The API's own patterns of UserPoolId and JobId, each of at most 55 characters (Amazon Cognito User Pools API reference). */
const poolPattern = /^[\w-]{1,30}_[0-9a-zA-Z]{1,25}$/;
const jobPattern = /^import-[0-9a-zA-Z-]{1,48}$/;

/** Control characters, and characters that change the order in which text is displayed. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const deceptive = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

const known: Readonly<Record<string, readonly string[]>> = {
  '/job': ['profile', 'region', 'pool', 'job'],
  '/pool': ['profile', 'region', 'pool'],
};

/** Parses a link whose query `vscode.Uri` has decoded once. @returns if it is invalid, a sentence that says why, without quoting it. */
export function parseLink({ path, query }: Address): Link | string {
  const names = known[path];
  if (!names) return 'The link does not name a user pool or an import job.';
  if (query.length > longestQuery) return 'The link is too long.';
  const values = new URLSearchParams(query);
  for (const name of values.keys()) {
    if (!names.includes(name)) return 'The link has a part that this version does not know.';
    if (values.getAll(name).length > 1) return `The link names the ${name} twice.`;
  }
  const profile = values.get('profile');
  const region = values.get('region') ?? '';
  const userPoolId = values.get('pool') ?? '';
  const jobId = values.get('job');
  if (profile !== null && (profile === '' || profile.length > longestProfile || deceptive.test(profile)))
    return 'The profile in the link is not a name that a profile can have.';
  if (region.length > 30 || !isRegion(region)) return 'The region in the link is not an AWS region.';
  if (!poolPattern.test(userPoolId)) return 'The user pool in the link is not the ID of a user pool.';
  const connection = profile === null ? environmentConnection(region) : profileConnection(profile, region);
  const pool: PoolRef = { connectionId: connection.id, userPoolId };
  if (path === '/pool') return { connection, pool };
  if (jobId === null || !jobPattern.test(jobId)) return 'The job in the link is not the ID of an import job.';
  return { connection, pool, job: { ...pool, jobId } };
}

/**
 * The link to a job, or to a user pool if no job is given.
 * @param base what links to this extension begin with in this editor: `vscode://PUBLISHER.NAME`
 * @returns undefined for the sandbox, which ends with its window.
 */
export function linkTo(
  base: string,
  connection: Connection,
  pool: PoolRef,
  jobId?: string,
): string | undefined {
  if (connection.kind === 'sandbox') return undefined;
  const query = new URLSearchParams();
  if (connection.kind === 'profile') query.set('profile', connection.profile);
  query.set('region', connection.region);
  query.set('pool', pool.userPoolId);
  if (jobId !== undefined) query.set('job', jobId);
  // VS Code passes the query decoded, so that `&` in a name would end the name: the query is encoded twice.
  const encoded = query.toString().replaceAll('+', '%20').replaceAll('%', '%25');
  return `${base}/${jobId === undefined ? 'pool' : 'job'}?${encoded}`;
}
