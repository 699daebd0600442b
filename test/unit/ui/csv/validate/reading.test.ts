// Where a CSV is read from, when it is validated again, and when it is too large for an editor.
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
  it('reads the text of an unsaved document', () => {
    assert.equal(chooseReading({ ...saved, isUnsaved: true, bytes: 0 }), 'text');
    assert.equal(chooseReading({ ...saved, isUnsaved: true, bytes: workerBytes * 10 }), 'text');
  });

  it('reads the bytes of a file, in a worker if the file is large', () => {
    assert.equal(chooseReading({ ...saved, bytes: workerBytes }), 'bytes');
    assert.equal(chooseReading({ ...saved, bytes: workerBytes + 1 }), 'worker');
  });

  it('uses no worker for a file without a local path', () => {
    assert.equal(chooseReading({ scheme: 'vscode-vfs', isUnsaved: false, bytes: workerBytes + 1 }), 'bytes');
  });
});

describe('chooseFixPlace', () => {
  it('is the document, except for a large file', () => {
    assert.equal(chooseFixPlace({ ...saved, bytes: editorBytes }), 'document');
    assert.equal(chooseFixPlace({ ...saved, bytes: editorBytes + 1 }), 'copy');
    assert.equal(chooseFixPlace({ ...saved, isUnsaved: true, bytes: 0 }), 'document');
  });
});

describe('revalidationDelay', () => {
  it('grows with the text, up to a size without revalidation', () => {
    const delays = [1, 1_000_000, 10_000_000].map((size) => revalidationDelay(size) ?? Infinity);
    assert.deepEqual(
      delays,
      [...delays].sort((a, b) => a - b),
    );
    assert.equal(new Set(delays).size, 3);
    assert.equal(revalidationDelay(editorBytes), undefined);
  });
});
