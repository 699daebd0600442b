// An exception in one listener is reported and does not skip the other listeners.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Emitter } from '../../../../src/domain/base/emitter.ts';

test('a listener that throws is reported, and the other listeners are called', () => {
  const defects: unknown[] = [];
  const emitter = new Emitter<number>((error) => defects.push(error));
  const heard: string[] = [];
  const defect = new Error('A view is broken.');
  emitter.subscribe((value) => heard.push(`first ${value}`));
  emitter.subscribe(() => {
    throw defect;
  });
  emitter.subscribe((value) => heard.push(`last ${value}`));
  emitter.emit(1);
  assert.deepEqual(heard, ['first 1', 'last 1']);
  assert.deepEqual(defects, [defect]);
});

test('a listener that is disposed of during an event is no longer called', () => {
  const emitter = new Emitter<number>(() => assert.fail('nothing is thrown'));
  const heard: string[] = [];
  emitter.subscribe(() => second.dispose());
  const second = emitter.subscribe(() => heard.push('second'));
  emitter.subscribe(() => heard.push('third'));
  emitter.emit(1);
  assert.deepEqual(heard, ['third']);
});
