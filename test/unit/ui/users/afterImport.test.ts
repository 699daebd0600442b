// The panel's actions after an import: what they lack, and what is done or running.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Emitter } from '../../../../src/domain/base/emitter.ts';
import { jobKey, type ImportJob, type JobRef } from '../../../../src/domain/jobs/job.ts';
import { nodeDisk } from '../../../../src/files/imports/disk.ts';
import { Passes, type PassesOptions } from '../../../../src/files/rows/passes.ts';
import type { AfterAction, AfterImport } from '../../../../src/protocol/afterImport.ts';
import type { Results } from '../../../../src/protocol/panel.ts';
import { AfterImportWatch } from '../../../../src/ui/users/afterImport/afterImport.ts';
import { keepUsersStatus } from '../../../../src/ui/users/usersStatus.ts';
import { temporaryFolder } from '../../../support/cleanup.ts';
import { MemoryMemento } from '../../../support/vscode/memento.ts';
import { job as anyJob } from '../../../support/cognito/cognitoInProcess.ts';
import { ref as anyRef } from '../../../support/worlds/jobsWorld.ts';
import { fastClock } from '../../files/rows/fastClock.ts';

const root = temporaryFolder('after-import');
after(() => root.remove());

const ref = anyRef('import-1');
const job: ImportJob = anyJob('import-1', {
  jobName: 'nightly',
  status: 'Succeeded',
  importedUsers: 120,
  startDate: 1_000,
  completionDate: 2_000,
});
const read: Results = { state: 'complete', groups: [], hiddenGroups: 0, failed: 0, skipped: 0 };
const csv = { content: { path: join(root.path, 'users.csv'), bytes: 1, sha256: 'abc' } };

interface World {
  readonly memory: MemoryMemento;
  readonly options: PassesOptions;
  /** Resolves with the shown actions once `accept` returns true. */
  readonly until: (accept: (shown: AfterImport) => boolean) => Promise<AfterImport>;
  readonly shown: (of?: ImportJob, results?: Results) => AfterImport;
  readonly dispose: () => void;
}

let worlds = 0;
function world(): World {
  const options = { folder: join(root.path, `${worlds++}`), disk: nodeDisk, clock: fastClock() };
  let check: () => void = () => undefined;
  const memory = new MemoryMemento();
  const onCounted = new Emitter<JobRef>().subscribe;
  const services = {
    csvOf: () => csv,
    memory,
    onCounted,
    log: { warn: (text: string) => assert.fail(text) },
  };
  const watch = new AfterImportWatch(services, options, ref, () => check());
  const shown: World['shown'] = (of = job, results = read) => watch.snapshot(of, results, 'en-US');
  const until: World['until'] = (accept) =>
    new Promise((resolve) => {
      check = () => accept(shown()) && resolve(shown());
      check();
    });
  return { options, memory, until, shown, dispose: () => watch.dispose() };
}

const action = ({ actions }: AfterImport, type: AfterAction['type']): AfterAction | undefined =>
  actions.find((each) => each.type === type);

test('with log and CSV, every action is available, and the dangerous one comes last', () => {
  const { shown, dispose } = world();
  const { actions, missing } = shown();
  assert.equal(missing, undefined);
  assert.deepEqual(
    actions.map(({ label, blocked, state }) => [label, blocked, state]),
    [
      'Save Import Report…',
      'Export Sub Map…',
      'Apply Groups and Disabled State…',
      'Show Who Must Still Reset',
      'Send Password Resets…',
      'Import Again…',
      'Undo Import…',
    ].map((label) => [label, undefined, undefined]),
  );
  dispose();
});

test('the after-import file is named if it is next to the CSV', () => {
  const { shown, dispose } = world();
  assert.match(action(shown(), 'applyGroups')?.purpose ?? '', /from a file that you choose/);
  writeFileSync(join(root.path, 'users.after.csv'), '');
  assert.match(action(shown(), 'applyGroups')?.purpose ?? '', /from users\.after\.csv beside it/);
  dispose();
});

test('missing log or CSV blocks actions, with a reason and a remedy; the report is always available', () => {
  const { shown, dispose } = world();
  const cases = [
    ['noLog', undefined, /without its log/],
    ['noCsv', 'locateCsv', /without the CSV/],
    ['unproven', 'locateCsv', /nothing proves/],
    ['uncertain', 'chooseLineNumbering', /not certain which rows/],
  ] as const;
  for (const [missing, remedy, text] of cases) {
    const now = shown(job, { ...read, missing });
    assert.deepEqual(
      now.actions.map(({ blocked }) => blocked !== undefined),
      [false, true, true, true, true, false, true],
    );
    assert.equal(now.missing?.remedy?.type, remedy);
    assert.match(now.missing?.text ?? '', text);
  }
  const { startDate: _, ...undated } = job;
  assert.match(shown(undated).missing?.text ?? '', /does not say when it ran/);
  const nobody = shown({ ...job, importedUsers: 0 }, { ...read, missing: 'noLog' });
  assert.deepEqual(
    [nobody.actions.map(({ type }) => type), nobody.missing],
    [['saveImportReport', 'importAgain'], undefined],
  );
  dispose();
});

test('a pass is shown as running, as paused with a button to continue, and as done with its outcomes', async () => {
  const { options, until, shown, dispose } = world();
  const write = (path: string): Promise<number> => {
    writeFileSync(path, '1\n2\n3\n');
    return Promise.resolve(3);
  };
  const parse = (value: unknown) => Number(value);
  const passes = new Passes(options);
  const pass = await passes.create({ kind: 'undo', subject: jobKey(ref) }, write, parse);
  const undo = () => action(shown(), 'undoImport');
  await until((now) => action(now, 'undoImport')?.state?.kind === 'running');
  assert.deepEqual([undo()?.label, undo()?.state?.text], ['Undo Import…', 'Deleting: 0 of 3 users']);
  await pass.rows.end({ outcome: 'done' });
  await until((now) => action(now, 'undoImport')?.state?.text === 'Deleting: 1 of 3 users');
  assert.equal(undo()?.state?.share, 1 / 3);
  await pass.release();
  await until((now) => action(now, 'undoImport')?.state?.kind === 'paused');
  assert.deepEqual([undo()?.label, undo()?.state?.text], ['Continue Undo…', 'Paused at 1 of 3 users']);
  assert.equal(undo()?.state?.at, pass.head.createdAt);
  // The list of the pass was made when nothing was missing.
  assert.equal(action(shown(job, { ...read, missing: 'noCsv' }), 'undoImport')?.blocked, undefined);
  const again = await passes.claim(pass.head.id, parse, new AbortController().signal);
  assert.ok(typeof again === 'object');
  await again.rows.end({ outcome: 'done' });
  await again.rows.end({ outcome: 'kept', reason: 'changed' });
  await again.finish();
  await until((now) => action(now, 'undoImport')?.state?.kind === 'done');
  assert.deepEqual([undo()?.label, undo()?.state?.text], ['Undo Import…', '2 users deleted, 1 left alone']);
  assert.equal(action(shown(), 'applyGroups')?.state, undefined);
  dispose();
});

test('the number of users who must still reset is that of the last count', async () => {
  const { memory, shown, dispose } = world();
  assert.equal(action(shown(), 'showMustReset')?.state, undefined);
  const statuses = { RESET_REQUIRED: 116, FORCE_CHANGE_PASSWORD: 2, CONFIRMED: 2 };
  await keepUsersStatus(memory, ref, { at: 5_000, imported: 121, statuses });
  const state = { kind: 'done', text: '118 of 120 users must still reset', at: 5_000 };
  assert.deepEqual(action(shown(), 'showMustReset')?.state, state);
  dispose();
});

test('a pass that was finished early says where it stopped', async () => {
  const { options, until, dispose } = world();
  const write = (path: string): Promise<number> => {
    writeFileSync(path, '1\n2\n');
    return Promise.resolve(2);
  };
  const pass = await new Passes(options).create({ kind: 'groups', subject: jobKey(ref) }, write, Number);
  await pass.rows.end({ outcome: 'failed', reason: 'no' });
  await pass.finish();
  const now = await until((each) => action(each, 'applyGroups')?.state?.kind === 'done');
  assert.equal(
    action(now, 'applyGroups')?.state?.text,
    'Stopped at 1 of 2 users. Groups applied to 0 users, 1 failed',
  );
  dispose();
});
