// What has been exported, in words.
import { basename } from 'node:path';
import { count } from '../../domain/jobs/jobWords.ts';

export interface Exported {
  readonly file: {
    readonly uri: { readonly scheme: string; readonly fsPath: string };
    readonly rows: number;
    readonly blankLines: number;
  };
  readonly csv: { readonly path: string };
  readonly outcome: 'failed' | 'skipped';
  /** Rows that were to be exported. */
  readonly wanted: number;
}

/** `12 failed rows of users.csv are in users-failed.csv, which is not saved yet.` */
export function exportedMessage({ file, csv, outcome, wanted }: Exported, locale: string): string {
  const { uri, rows, blankLines } = file;
  const unsaved = uri.scheme === 'untitled' ? ', which is not saved yet' : '';
  const what = count(rows, `${outcome} row`, `${outcome} rows`, locale);
  const source = basename(csv.path);
  const is = rows === 1 ? 'is' : 'are';
  const sentences = [`${what} of ${source} ${is} in ${basename(uri.fsPath)}${unsaved}.`];
  if (rows < wanted) {
    const missing = count(wanted - rows, 'line', 'lines', locale);
    sentences.push(`${missing} that the log names ${wanted - rows === 1 ? 'is' : 'are'} not in the file.`);
  }
  if (blankLines > 0) {
    const blank = count(blankLines, 'blank line', 'blank lines', locale);
    sentences.push(`${source} has ${blank}, which the log may not count: check the rows.`);
  }
  return sentences.join(' ');
}
