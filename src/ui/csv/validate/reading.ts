// Decides what a CSV is read from, when it is read again, and what is small enough for an editor.

/** A file on disk above this many bytes is read by a worker, under a progress that can be cancelled. */
export const workerBytes = 2_000_000;

/** A text up to this many bytes is given to an editor; what is larger is written to a file. */
export const editorBytes = 20_000_000;

export interface CsvState {
  readonly scheme: string;
  /** An open document whose text is not what is on disk: it is new, or has unsaved changes. */
  readonly isUnsaved: boolean;
  /** On disk; 0 where it is not there. */
  readonly bytes: number;
}

/** text: the open document's · bytes: the file's, here · worker: the file's, in a worker thread, which takes a path. */
export type Reading = 'text' | 'bytes' | 'worker';

/**
 * The service gets the file, so a file is judged by its bytes wherever they are what the user sees: only they tell of a byte order
 * mark, of bytes that are no UTF-8 and of the line ends, none of which a document's text has any more.
 */
export function chooseReading({ scheme, isUnsaved, bytes }: CsvState): Reading {
  if (isUnsaved) return 'text';
  return scheme === 'file' && bytes > workerBytes ? 'worker' : 'bytes';
}

/** Where all fixes of a file go: into its document, to be looked at and taken back, or into a new file beside a large one. */
export function chooseFixPlace({ isUnsaved, bytes }: CsvState): 'document' | 'copy' {
  return isUnsaved || bytes <= editorBytes ? 'document' : 'copy';
}

/**
 * How long after a change a document is validated again, in milliseconds: the longer it takes, the rarer. Undefined for one so large
 * that only saving it is worth it.
 */
export function revalidationDelay(characters: number): number | undefined {
  if (characters < 300_000) return 300;
  if (characters < 3_000_000) return 1_000;
  return characters < editorBytes ? 3_000 : undefined;
}
