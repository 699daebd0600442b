// The import history in a real extension host: its entries, their buttons, and picking an entry.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Emitter } from '../../src/domain/base/emitter.ts';
import { JobService } from '../../src/domain/jobs/jobService.ts';
import { globalJobKey } from '../../src/domain/jobs/job.ts';
import { openHistory } from '../../src/files/history/historyFolder.ts';
import { historyButtons } from '../../src/ui/history/historyWords.ts';
import { pickFromHistory, type Picked } from '../../src/ui/history/historyPick.ts';
import { HistoryRecorder } from '../../src/ui/history/historyRecorder.ts';
import { itemsByDay } from '../../src/ui/history/recordItems.ts';
import { systemClock } from '../../src/ui/shell/systemClock.ts';
import { acceptAll } from './csv/csvWorld.ts';
import { record } from '../support/worlds/records.ts';

const day = 24 * 60 * 60 * 1000;
const begunAt = Date.UTC(2026, 10, 26, 12);

const over = record({
  begunAt,
  job: { jobId: 'one', status: 'Succeeded', startDate: 1, importedUsers: 1_204 },
});
const running = record({ begunAt: begunAt + day, job: { jobId: 'two', status: 'InProgress', startDate: 1 } });

describe('the import history', () => {
  let storage: string;
  before(async () => (storage = await mkdtemp(join(tmpdir(), 'history-'))));
  after(() => rm(storage, { recursive: true, force: true }));

  it('lists imports under their days; a running import cannot be removed', () => {
    const items = itemsByDay([running, over], 'en-US');
    const { Separator } = vscode.QuickPickItemKind;
    assert.deepEqual(
      items.map(({ label, description, kind }) => (kind === Separator ? label : description)),
      ['Nov 27, 2026', 'customers · InProgress · 0 imported', 'Nov 26, 2026', 'customers · 1,204 imported'],
    );
    const offered = items.map(({ buttons }) => buttons?.map(({ tooltip }) => tooltip) ?? []);
    assert.deepEqual(offered[3], Object.values(historyButtons));
    assert.deepEqual(
      offered[1],
      Object.values(historyButtons).filter((name) => name !== historyButtons.remove),
    );
  });

  it('opens the picked import, and nothing if the user cancels', async () => {
    const errors: unknown[] = [];
    const history = openHistory(storage, (text) => errors.push(text));
    await history.put(over);
    const memory = { load: () => [], remember: () => undefined, forget: () => undefined };
    const connect = () => Promise.reject(new Error('The history must not call AWS.'));
    const jobs = new JobService({ clock: systemClock, connect, memory });
    const imports = { all: () => [], onChange: new Emitter<void>().subscribe };
    const log = { error: (error: unknown) => errors.push(error) };
    const recorder = new HistoryRecorder({ jobs, imports, history, log });
    const onError = (error: unknown): void => void errors.push(error);
    const open = (): Promise<Picked | undefined> =>
      pickFromHistory({ jobs, recorder, remove: () => Promise.resolve(), onError });
    const picked = await acceptAll(open());
    assert.equal(picked?.action, 'open');
    assert.equal(globalJobKey(picked.record.job), globalJobKey(over.job));
    assert.equal(await acceptAll(open(), 'workbench.action.closeQuickOpen'), undefined);
    assert.deepEqual(errors, []);
    recorder.dispose();
    jobs.dispose();
  });
});
