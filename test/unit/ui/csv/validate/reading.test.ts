// What is read from where, when, and what is too large for an editor.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  chooseFixPlace,
  chooseReading,
  editorBytes,
  revalidationDelay,
  workerBytes,
} from '../../../../../src/ui/csv/validate/reading.ts';

const saved = { scheme: 'file', isUnsaved: false };

describe('chooseReading', () => {
  it('takes the text of what is not on disk as it is on screen', () => {
    assert.equal(chooseReading({ ...saved, isUnsaved: true, bytes: 0 }), 'text');
    assert.equal(chooseReading({ ...saved, isUnsaved: true, bytes: workerBytes * 10 }), 'text');
  });

  it('takes the bytes of a file, in a worker where they are many', () => {
    assert.equal(chooseReading({ ...saved, bytes: workerBytes }), 'bytes');
    assert.equal(chooseReading({ ...saved, bytes: workerBytes + 1 }), 'worker');
  });

  it('does not send a worker where there is no path', () => {
    assert.equal(chooseReading({ scheme: 'vscode-vfs', isUnsaved: false, bytes: workerBytes + 1 }), 'bytes');
  });
});

describe('chooseFixPlace', () => {
  it('is the document, but for a large file', () => {
    assert.equal(chooseFixPlace({ ...saved, bytes: editorBytes }), 'document');
    assert.equal(chooseFixPlace({ ...saved, bytes: editorBytes + 1 }), 'copy');
    assert.equal(chooseFixPlace({ ...saved, isUnsaved: true, bytes: 0 }), 'document');
  });
});

describe('revalidationDelay', () => {
  it('grows with the text, and ends', () => {
    const delays = [1, 1_000_000, 10_000_000].map((size) => revalidationDelay(size) ?? Infinity);
    assert.deepEqual(
      delays,
      [...delays].sort((a, b) => a - b),
    );
    assert.equal(new Set(delays).size, 3);
    assert.equal(revalidationDelay(editorBytes), undefined);
  });
});
