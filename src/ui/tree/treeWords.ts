// Texts of the tree's rows.
import type { FailureKind } from '../../domain/connections/failure.ts';

/** A word or two for a row's description. */
const reasons: Readonly<Record<FailureKind, string>> = {
  expired: 'signed out',
  denied: 'access denied',
  throttled: 'throttled',
  offline: 'offline',
  notFound: 'not found',
  misconfigured: 'needs attention',
  cancelled: 'cancelled',
  conflict: 'failed',
  unexpected: 'failed',
};

export const treeWords = {
  reasons,
  environment: 'Environment',
  sandbox: 'Sandbox',
  /** @param where AWS files are read, as `placeOf` says it */
  filesRead: (where: string) => `AWS files are read${where}.`,
  notUpToDate: 'not up to date',
  showJob: 'Show Import Job',
  loadMore: 'Load More…',
  loadOlder: 'Load More Import Jobs',
  loading: 'Loading…',
  matching: (filter: string) => `User pools matching “${filter}”`,
  noMatch: 'No user pool matches the filter',
  noPools: (region: string) => `No user pools in ${region}`,
  noJobs: 'No import jobs',
  /** How a screen reader announces rows. */
  spoken: {
    connection: (name: string, description: string) => `Connection ${name}, ${description}`,
    pool: (name: string, description: string) => `User pool ${name}, ${description}`,
    job: (name: string, description: string) => `Import job ${name}, ${description}`,
    loading: 'Loading',
  },
  tooltip: {
    status: 'Status',
    imported: 'Imported',
    skipped: 'Skipped',
    failed: 'Failed',
    message: 'Message',
    created: 'Created',
    started: 'Started',
    completed: 'Completed',
    hash: 'Password hash',
    id: 'Job ID',
  },
  dropOne: 'Drop one CSV, or one folder of CSVs.',
};
