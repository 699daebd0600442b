// The guards between host and page accept every valid message and drop everything else.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isFromPage, isPanelState, isToPage } from '../../../src/protocol/panel.ts';

const invalid = [
  undefined,
  null,
  0,
  '',
  'ready',
  true,
  [],
  {},
  { type: 1 },
  { type: 'toString' },
  { type: '' },
];

it('accepts the page’s messages and nothing else', () => {
  const plain = ['ready', 'start', 'stop', 'refresh', 'openInConsole', 'copyUploadCommand'];
  const ofResults = [
    'exportFailed',
    'exportSkipped',
    'retryFailed',
    'showJobLog',
    'locateCsv',
    'chooseLineNumbering',
  ];
  const ofUsers = [
    'saveImportReport',
    'exportSubMap',
    'applyGroups',
    'showMustReset',
    'sendPasswordResets',
    'importAgain',
    'undoImport',
  ];
  for (const type of [...plain, ...ofResults, ...ofUsers]) assert.ok(isFromPage({ type }), type);
  for (const line of [1, 500_001]) assert.ok(isFromPage({ type: 'openLine', line }), String(line));
  assert.ok(isFromPage({ type: 'copyField', name: 'JobId' }));
  for (const value of [
    ...invalid,
    { type: 'copyField' },
    { type: 'copyField', name: 1 },
    ...[undefined, '1', 0, -1, 1.5, NaN, Infinity, 2 ** 53, [1], {}].map((line) => ({
      type: 'openLine',
      line,
    })),
    { type: 'snapshot' },
  ])
    assert.ok(!isFromPage(value), JSON.stringify(value));
});

it('accepts the host’s messages and nothing else', () => {
  assert.ok(isToPage({ type: 'snapshot', snapshot: {} }));
  assert.ok(isToPage({ type: 'unavailable', jobName: 'a', reason: 'b', canRetry: true }));
  assert.ok(isToPage({ type: 'resting', jobName: 'a' }));
  for (const value of [...invalid, { type: 'snapshot' }, { type: 'ready' }])
    assert.ok(!isToPage(value), JSON.stringify(value));
});

it('recognizes a panel’s state by its three strings', () => {
  const state = { connectionId: 'a', userPoolId: 'b', jobId: 'c' };
  assert.ok(isPanelState(state));
  for (const value of [...invalid, { ...state, jobId: 1 }, { connectionId: 'a', userPoolId: 'b' }])
    assert.ok(!isPanelState(value), JSON.stringify(value));
});
