// Line changes as document edits: applying them gives the same text as fixing line by line.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { changeLines, toTextChange, type Hunk, type Lines } from '../../../../../src/ui/csv/fix/lineEdits.ts';

const never = new AbortController().signal;

class TextDocument implements Lines {
  readonly lines: readonly string[];
  constructor(text: string) {
    this.lines = text.split('\n');
  }

  get lineCount(): number {
    return this.lines.length;
  }

  lineAt(line: number): { readonly text: string } {
    const text = this.lines[line];
    assert.ok(text !== undefined, `there is no line ${line}`);
    return { text };
  }
}

/** Applies edits like an editor: all at once, without overlaps. */
function apply(text: string, hunks: readonly Hunk[]): string {
  const document = new TextDocument(text);
  const offset = ([line, column]: readonly [number, number]): number =>
    document.lines.slice(0, line).reduce((sum, { length }) => sum + length + 1, 0) + column;
  const changes = hunks.map((hunk) => {
    const change = toTextChange(hunk, document, '\n');
    return { from: offset(change.start), to: offset(change.end), text: change.text };
  });
  let before = text.length + 1;
  let result = text;
  for (const { from, to, text: inserted } of changes.toReversed()) {
    assert.ok(from <= to && to <= before, 'edits overlap');
    before = from;
    result = result.slice(0, from) + inserted + result.slice(to);
  }
  return result;
}

/** Removes `x` and changes `b…` to `B…`. */
function fix(text: string): string | undefined {
  if (text === 'x') return undefined;
  return text.startsWith('b') ? text.toUpperCase() : text;
}

describe('changeLines', () => {
  it('changes only changed lines, and adjacent ones together', async () => {
    const document = new TextDocument('head\na\nb1\nb2\na\nx\nb3\n');
    assert.deepEqual(await changeLines(document, fix, never), [
      { first: 2, end: 4, lines: ['B1', 'B2'] },
      { first: 5, end: 7, lines: ['B3'] },
    ]);
  });

  it('does not count a line after the last line end', async () => {
    const seen: string[] = [];
    await changeLines(new TextDocument('a\n\nb\n'), (text) => (seen.push(text), text), never);
    assert.deepEqual(seen, ['a', '', 'b']);
    await changeLines(new TextDocument('c'), (text) => (seen.push(text), text), never);
    assert.equal(seen.at(-1), 'c');
  });

  it('combines very many edits into one', async () => {
    const text = Array.from({ length: 3_000 }, (_, index) => (index % 2 === 0 ? `b${index}` : 'a')).join(
      '\n',
    );
    const hunks = await changeLines(new TextDocument(text), fix, never);
    assert.equal(hunks.length, 1);
    assert.equal(apply(text, hunks), text.replaceAll('b', 'B'));
  });

  it('stops when it is cancelled', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    setImmediate(() => stop.abort(reason));
    await assert.rejects(changeLines(new TextDocument('a\n'.repeat(50_000)), fix, stop.signal), reason);
  });

  it('gives edits with the same result as fixing line by line', async () => {
    const line = fc.constantFrom('', 'x', 'a', 'b1', 'b2');
    const text = fc.array(line, { minLength: 1, maxLength: 12 }).map((lines) => lines.join('\n'));
    await fc.assert(
      fc.asyncProperty(text, async (before) => {
        const hunks = await changeLines(new TextDocument(before), fix, never);
        const lines = before.split('\n');
        const ended = lines.at(-1) === '';
        const kept = (ended ? lines.slice(0, -1) : lines).flatMap((each) => fix(each) ?? []);
        // Removing a last line without a line end also removes the line end before it.
        assert.equal(apply(before, hunks), kept.join('\n') + (ended && kept.length > 0 ? '\n' : ''));
      }),
    );
  });
});
