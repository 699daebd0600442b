// Which changes of the job a screen reader announces.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { announcement } from '../../../src/webview/announce.ts';
import type { PanelSnapshot } from '../../../src/protocol/panel.ts';

const running: PanelSnapshot = {
  jobName: 'nightly-import',
  status: 'InProgress',
  tone: 'running',
  explanation: 'Amazon Cognito is importing.',
  importedUsers: 1,
  skippedUsers: 0,
  failedUsers: 0,
  nextSteps: [],
  place: [],
  fields: [],
  upload: { state: 'none' },
  samples: [],
  canStop: true,
  canStart: false,
  now: 0,
  refreshing: false,
  locale: 'en',
};
const stale = { since: 0, reason: 'The network is down.' };

it('announces nothing for the first snapshot, for counters, and when a refresh begins', () => {
  assert.equal(announcement(undefined, running), undefined);
  assert.equal(announcement(running, { ...running, importedUsers: 2, samples: [[1, 2, 0, 0]] }), undefined);
  assert.equal(announcement(running, { ...running, refreshing: true }), undefined);
});

it('announces a new status with its meaning', () => {
  assert.equal(
    announcement(running, { ...running, status: 'Stopping', explanation: 'Cognito finishes first.' }),
    'Status: Stopping. Cognito finishes first.',
  );
});

it('announces the completion message instead of the explanation', () => {
  assert.equal(
    announcement({ ...running, stale }, { ...running, status: 'Succeeded', completionMessage: 'Done.' }),
    'Status: Succeeded. Done.',
  );
});

it('announces once that the data is stale, and once that it is up to date again', () => {
  assert.equal(announcement(running, { ...running, stale }), 'Could not refresh. The network is down.');
  assert.equal(announcement({ ...running, stale }, { ...running, stale: { ...stale, since: 1 } }), undefined);
  assert.equal(announcement({ ...running, stale }, running), 'Up to date again.');
});

it('announces a successful refresh', () => {
  assert.equal(announcement({ ...running, refreshing: true }, running), 'Refreshed.');
  assert.equal(announcement({ ...running, refreshing: true, stale }, { ...running, stale }), undefined);
});

it('announces the end or the pause of a pass over users, but not its progress', () => {
  const withUndo = (kind: 'running' | 'paused' | 'done', text: string): PanelSnapshot => {
    const state = { kind, text, at: 0 };
    return {
      ...running,
      after: {
        actions: [{ type: 'undoImport', icon: 'undo', label: 'Undo Import…', purpose: 'Deletes.', state }],
      },
    };
  };
  const [first, second] = [withUndo('running', '1 of 3'), withUndo('running', '2 of 3')];
  assert.equal(announcement(running, first), undefined);
  assert.equal(announcement(first, second), undefined);
  assert.equal(announcement(second, withUndo('paused', 'Paused.')), 'Paused.');
  assert.equal(announcement(second, withUndo('done', '3 deleted')), '3 deleted');
  assert.equal(announcement(withUndo('done', '3 deleted'), withUndo('done', '3 deleted')), undefined);
});
