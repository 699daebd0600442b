// Copies a file with its problems fixed, for a worker thread.
import { FileFixer, FileSurveyor, type FixOptions } from '../../csv/fix/fixFile.ts';
import { LineScanner, type Line } from '../../csv/read/scan.ts';
import type { ImportSchema } from '../../csv/schema.ts';
import { LineWriter, readChunks, type OnProgress } from './textFile.ts';

export interface FileToFix {
  readonly path: string;
  readonly schema: ImportSchema;
  /** The path of a new file. */
  readonly target: string;
  readonly options?: FixOptions;
}

/**
 * Writes a copy as UTF-8 with LF in which everything is fixed that is safe to fix without asking. Reads the file twice: some fixes
 * depend on the whole of it. Returns how many fixes there were.
 * @throws NotUtf8; Error of the file system. An incomplete target is removed.
 */
export function fixCopy({ path, schema, target, options = {} }: FileToFix, onProgress?: OnProgress): number {
  const { only } = options;
  const surveyor = new FileSurveyor(schema, options);
  readLines(
    path,
    ({ text, start, end, validUtf8 }, mark) => {
      if (mark === 'utf-16' || !validUtf8) throw new NotUtf8();
      surveyor.take(text.slice(start, end));
    },
    (bytes, total) => onProgress?.(bytes, 2 * total),
  );
  const fixer = new FileFixer(schema, surveyor.end(), options);
  const keepsMark = only !== undefined && only !== 'byte-order-mark';
  const writer = new LineWriter(target);
  try {
    const scanner = readLines(
      path,
      ({ text, start, end, number }, mark) => {
        const fixed = fixer.fixLine(text.slice(start, end));
        // The scanner removes the byte order mark.
        const kept = number === 1 && keepsMark && mark === 'utf-8' ? '\ufeff' : '';
        if (fixed !== undefined) writer.write(`${kept}${fixed}`);
      },
      (bytes, total) => onProgress?.(total + bytes, 2 * total),
    );
    writer.end();
    const hadMark = scanner.byteOrderMark === 'utf-8' && !keepsMark;
    const hadReturns = scanner.endsInReturns && (only === undefined || only === 'carriage-return-lines');
    return fixer.fixes + (hadMark ? 1 : 0) + (hadReturns ? 1 : 0);
  } catch (error) {
    writer.abandon();
    throw error;
  }
}

/** The copy would lose bytes that cannot be decoded. */
class NotUtf8 extends Error {
  readonly code = 'CSV_NOT_UTF8';

  constructor() {
    super('The file is not UTF-8.');
    this.name = 'NotUtf8';
  }
}

type ByteOrderMark = LineScanner['byteOrderMark'];

function readLines(
  path: string,
  visit: (line: Readonly<Line>, mark: ByteOrderMark) => void,
  onProgress: OnProgress,
): LineScanner {
  const scanner: LineScanner = new LineScanner((line) => visit(line, scanner.byteOrderMark));
  for (const chunk of readChunks(path, onProgress)) scanner.push(chunk);
  scanner.end();
  return scanner;
}
