// An exception in one listener is reported and skips no other listener.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Emitter } from '../../../../src/domain/base/emitter.ts';

test('a listener that throws does not keep the others from hearing, and is reported', () => {
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

test('a listener that leaves while an event is emitted is not called any more', () => {
  const emitter = new Emitter<number>(() => assert.fail('nothing is thrown'));
  const heard: string[] = [];
  emitter.subscribe(() => second.dispose());
  const second = emitter.subscribe(() => heard.push('second'));
  emitter.subscribe(() => heard.push('third'));
  emitter.emit(1);
  assert.deepEqual(heard, ['third']);
});
