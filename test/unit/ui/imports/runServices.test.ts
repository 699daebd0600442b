// Imports on the connections of a window, which may not know the one that an earlier window has used.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { createImportRuns } from '../../../../src/ui/imports/runServices.ts';
import { job } from '../../../support/cognitoInProcess.ts';
import { connection, world } from '../../../support/jobsWorld.ts';
import { KeptRuns, newRun } from '../../../support/runWorld.ts';

const folder = mkdtempSync(join(tmpdir(), 'runs-'));
after(() => rmSync(folder, { recursive: true, force: true }));

test('an import is resumed although its connection was removed, or never added here', async () => {
  const { jobs, service, clock } = world();
  jobs.removeConnection(connection.id);
  service.put(job('import-1', { jobName: 'nightly', status: 'Created', creationDate: newRun().begunAt }));
  const memory = new KeptRuns();
  memory.saveRuns([newRun({ connection })]);
  const { run } = await createImportRuns(jobs, memory, clock, folder).resume('run-1');
  assert.deepEqual([run.stage, run.jobId], ['created', 'import-1']);
  assert.deepEqual(jobs.store.connection(connection.id)?.connection, connection);
});
