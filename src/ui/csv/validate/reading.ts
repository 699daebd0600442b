// Decides where a CSV is read from, when it is validated again, and which files are small enough for an editor.

/** A larger file on disk is read by a worker, with a progress that can be cancelled. */
export const workerBytes = 2_000_000;

/** A larger text is written to a file instead of an editor. */
export const editorBytes = 20_000_000;

export interface CsvState {
  readonly scheme: string;
  /** Whether an open document is new or has unsaved changes. */
  readonly isUnsaved: boolean;
  /** The size on disk; 0 if it is unsaved. */
  readonly bytes: number;
}

/** text: the open document · bytes: the file, in this thread · worker: the file, in a worker thread, which needs a path. */
export type Reading = 'text' | 'bytes' | 'worker';

/**
 * The file is uploaded, so its bytes are validated unless a document has unsaved changes. Only the bytes show a byte order mark, invalid
 * UTF-8 and line ends; a document's text has none of them.
 */
export function chooseReading({ scheme, isUnsaved, bytes }: CsvState): Reading {
  if (isUnsaved) return 'text';
  return scheme === 'file' && bytes > workerBytes ? 'worker' : 'bytes';
}

/** Fixes go into the document, where they can be reviewed and undone; those of a large file go into a new file. */
export function chooseFixPlace({ isUnsaved, bytes }: CsvState): 'document' | 'copy' {
  return isUnsaved || bytes <= editorBytes ? 'document' : 'copy';
}

/**
 * The delay in milliseconds between a change and the next validation; longer for larger documents. Undefined for one so large that it is
 * validated only when it is saved.
 */
export function revalidationDelay(characters: number): number | undefined {
  if (characters < 300_000) return 300;
  if (characters < 3_000_000) return 1_000;
  return characters < editorBytes ? 3_000 : undefined;
}
