// Splits chunks of bytes into lines, which do not depend on the chunks.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { LineScanner, type Line } from '../../../../src/csv/read/scan.ts';

interface Seen {
  text: string;
  number: number;
  bareReturn: number;
  validUtf8: boolean;
}

function scan(bytes: Uint8Array, cuts: readonly number[] = []) {
  const lines: Seen[] = [];
  const scanner = new LineScanner(({ text, start, end, number, bareReturn, validUtf8 }: Readonly<Line>) =>
    lines.push({ text: text.slice(start, end), number, bareReturn, validUtf8 }),
  );
  const bounds = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  // All chunks share one buffer, as they do when a file is read.
  const buffer = Buffer.alloc(bytes.length + 1);
  for (let index = 1; index < bounds.length; index++) {
    const chunk = bytes.subarray(bounds[index - 1], bounds[index]);
    buffer.fill(0x0a);
    buffer.set(chunk);
    scanner.push(buffer.subarray(0, chunk.length));
  }
  const facts = scanner.end();
  return { lines, facts, byteOrderMark: scanner.byteOrderMark };
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const texts = (bytes: Uint8Array) => scan(bytes).lines.map(({ text }) => text);

describe('LineScanner', () => {
  it('takes LF and CRLF as line ends, and ignores an empty last line', () => {
    assert.deepEqual(texts(utf8('a\nb\r\n\nc')), ['a', 'b', '', 'c']);
    assert.deepEqual(texts(utf8('a\n')), ['a']);
    assert.deepEqual(texts(utf8('')), []);
    assert.deepEqual(texts(utf8('\n')), ['']);
  });

  it('finds a carriage return within a line', () => {
    const { lines } = scan(utf8('ab\r\nc\rd\ne\r\r\nf'));
    assert.deepEqual(
      lines.map(({ bareReturn }) => bareReturn),
      [-1, 1, 1, -1],
    );
  });

  it('recognizes byte order marks and removes them from the first line', () => {
    const { lines, byteOrderMark } = scan(utf8('\ufeffa\nb'), [1, 2]);
    assert.equal(byteOrderMark, 'utf-8');
    assert.deepEqual(lines, [
      { text: 'a', number: 1, bareReturn: -1, validUtf8: true },
      { text: 'b', number: 2, bareReturn: -1, validUtf8: true },
    ]);
    assert.equal(scan(Buffer.from('\ufeffa\n', 'utf16le')).byteOrderMark, 'utf-16');
    assert.equal(scan(utf8('a\n')).byteOrderMark, undefined);
  });

  it('takes CR as a line end if the first line ends in CR alone', () => {
    assert.deepEqual(texts(utf8('a\rb\r')), ['a', 'b']);
    assert.deepEqual(texts(utf8('a\rb\nc\r\nd')), ['a', 'b', 'c', 'd']);
    assert.deepEqual(texts(utf8('a\r')), ['a']);
    assert.deepEqual(texts(utf8('a\r\r')), ['a', '']);
  });

  it('recognizes UTF-16 without a byte order mark', () => {
    for (const text of [Buffer.from('ab\r\nc', 'utf16le'), Buffer.from('ab\r\nc', 'utf16le').swap16()])
      assert.equal(scan(text).byteOrderMark, 'utf-16');
  });

  it('marks lines that are not UTF-8, and only those', () => {
    const { lines } = scan(Buffer.concat([utf8('é\n'), Buffer.from([0x4d, 0xfc, 0x0a]), utf8('\ufffd\n')]));
    assert.deepEqual(
      lines.map(({ validUtf8, text }) => ({ validUtf8, text })),
      [
        { validUtf8: true, text: 'é' },
        { validUtf8: false, text: 'M\ufffd' },
        { validUtf8: true, text: '\ufffd' },
      ],
    );
  });

  it('keeps only the beginning of a very long line, and counts all its bytes', () => {
    const long = Buffer.alloc(5 << 20, 'x');
    const { lines, facts } = scan(Buffer.concat([long, utf8('\nnext')]), [1 << 20, 2 << 20, 3 << 20]);
    assert.equal(lines.length, 2);
    assert.ok((lines[0]?.text.length ?? 0) > 16_000 && (lines[0]?.text.length ?? 0) < long.length);
    assert.deepEqual(lines[1], {
      text: 'next',
      number: 2,
      bareReturn: -1,
      validUtf8: true,
    });
    assert.equal(facts.bytes, long.length + 5);
  });

  it('finds the same lines whatever the chunks', () => {
    const character = fc.constantFrom('a', ',', 'é', '😀', '\n', '\r', '\r\n', '\ufeff');
    const content = fc.array(character, { maxLength: 60 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(content, fc.array(fc.nat(), { maxLength: 12 }), (text, cuts) => {
        const bytes = utf8(text);
        const { lines, facts } = scan(bytes, cuts);
        const body = text.startsWith('\ufeff') ? text.slice(1) : text;
        const hasReturnEnds = /^[^\r\n]*\r(?!\n)/.test(body);
        const expected = body.split(hasReturnEnds ? /\r\n|\r|\n/ : '\n');
        if (expected.at(-1) === '') expected.pop();
        const terminated = (index: number) => index < expected.length - 1 || body.endsWith('\n');
        assert.deepEqual(
          lines.map((line) => line.text),
          expected.map((line, index) =>
            !hasReturnEnds && terminated(index) ? line.replace(/\r$/, '') : line,
          ),
        );
        assert.deepEqual(
          lines.map(({ number }) => number),
          lines.map((_, index) => index + 1),
        );
        assert.equal(facts.bytes, bytes.length);
        assert.equal(facts.lines, lines.length);
      }),
      { numRuns: 1000 },
    );
  });
});
