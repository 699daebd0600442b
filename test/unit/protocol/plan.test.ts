// The guards for messages between the extension and the page of a plan.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPlanFromPage, isPlanToPage, type PlanFromPage } from '../../../src/protocol/plan.ts';

test('every valid message of the page is accepted', () => {
  const all: readonly PlanFromPage[] = [
    { type: 'ready' },
    { type: 'writeCsv' },
    { type: 'createJob' },
    { type: 'exportPlan' },
    { type: 'map', from: 'a', to: 'email' },
    { type: 'fill', target: 'email', value: 'true' },
    { type: 'answer', id: 'country', value: 'DE' },
    { type: 'filter', id: 'notBlocked', on: true },
    { type: 'filter', id: 'keepHashes', on: false },
  ];
  for (const message of all) assert.ok(isPlanFromPage(message), message.type);
});

test('every other message of the page is dropped', () => {
  for (const value of [
    undefined,
    null,
    'ready',
    {},
    { type: 'other' },
    { type: 'toString' },
    { type: 'map', from: 'a' },
    { type: 'fill', target: 1, value: 'true' },
    { type: 'answer', id: 'other', value: 'DE' },
    { type: 'filter', id: 'notBlocked', on: 'yes' },
    { type: 'filter', id: 'other', on: true },
  ])
    assert.ok(!isPlanFromPage(value), JSON.stringify(value));
});

test('the page accepts only plans', () => {
  assert.ok(isPlanToPage({ type: 'plan', snapshot: {} }));
  for (const value of [null, {}, { type: 'plan' }, { type: 'snapshot', snapshot: {} }])
    assert.ok(!isPlanToPage(value));
});
