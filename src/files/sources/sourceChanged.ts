// The failure where a file is not the one any more that was planned.

/** Its `code`; of an error's own class a worker thread keeps only the properties. */
export const changedCode = 'SOURCE_CHANGED';

/** What would be written is not what was shown. */
export class SourceChanged extends Error {
  readonly code = changedCode;
}
