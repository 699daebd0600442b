// Links as VS Code passes them on: they show a job's row and panel, or a message.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { connection, ref, world } from '../support/worlds/jobsWorld.ts';
import { linkTo } from '../../src/ui/links/link.ts';
import { openLink, type LinkServices } from '../../src/ui/links/openLink.ts';

const base = 'vscode://cognito-import-jobs.cognito-import-jobs';

interface Opened {
  readonly services: LinkServices;
  /** What was shown, in order. */
  readonly shown: string[];
}

/** The real store, with a view and panels that record what they show. */
function opened(): Opened {
  const { jobs } = world();
  const shown: string[] = [];
  const services: unknown = {
    jobs,
    connections: { add: () => assert.fail('Nothing is added without a question.') },
    explorer: {
      reveal: (id: string) => Promise.resolve(shown.push(`connection ${id}`)),
      nodes: { pool: ({ userPoolId }: { readonly userPoolId: string }) => userPoolId },
      view: { reveal: (row: string) => Promise.resolve(shown.push(`pool ${row}`)) },
    },
    panels: { open: ({ jobId }: { readonly jobId: string }) => shown.push(`panel ${jobId}`) },
    listProfiles: () => Promise.resolve([]),
    ready: () => Promise.resolve(),
    place: '',
  };
  return { services: services as LinkServices, shown };
}

describe('a link', () => {
  it('shows the panel and the rows of its job', async () => {
    const { services, shown } = opened();
    const job = ref('import-1');
    await services.jobs.refreshConnection(connection.id);
    const link = linkTo(base, connection, job, job.jobId);
    assert.ok(link);
    await openLink(vscode.Uri.parse(link), services);
    assert.deepEqual(shown, ['panel import-1', `connection ${connection.id}`, `pool ${job.userPoolId}`]);
  });

  it('shows nothing for a missing profile or an invalid link', async () => {
    const { services, shown } = opened();
    const job = ref('import-1');
    for (const address of [
      `${base}/job?profile=nobody&region=us-east-1&pool=us-east-1_Pool&job=import-1`,
      `${base}/stop?profile=dev&region=us-east-1&pool=us-east-1_Pool&job=${job.jobId}`,
      `${base}/job?profile=%3Cb%3Edev&region=us-east-1&pool=us-east-1_Pool&job=import-1`,
      base,
    ]) {
      await openLink(vscode.Uri.parse(address), services);
    }
    assert.deepEqual(shown, []);
  });
});
