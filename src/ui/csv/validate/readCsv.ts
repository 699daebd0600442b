// Validates the bytes that would be uploaded: those of the file, or those that saving its document would write.
import * as vscode from 'vscode';
import type { ImportSchema } from '../../../csv/schema.ts';
import { validateText, type ValidationResult } from '../../../csv/validate/validate.ts';
import { FailureError } from '../../../domain/connections/failure.ts';
import { mostListed, placeInDocument } from './listing.ts';
import { baseName, openDocument } from '../pickCsv.ts';
import { chooseReading, type CsvState } from './reading.ts';
import { validateBytes } from './validateBytes.ts';
import type { RunTask } from '../../../files/runTask.ts';

export interface ReadCsv {
  readonly result: ValidationResult;
  /** The version of the open document. */
  readonly version?: number;
  /** The hash of the file in hexadecimal; undefined if a document's text was read. */
  readonly sha256?: string;
}

export type OnRead = (share: number) => void;

/** @throws FailureError if the file does not exist or cannot be read. */
export async function stateOf(uri: vscode.Uri): Promise<CsvState> {
  const document = openDocument(uri);
  const isUnsaved = document !== undefined && (document.isDirty || document.isUntitled);
  if (isUnsaved) return { scheme: uri.scheme, isUnsaved, bytes: 0 };
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    return { scheme: uri.scheme, isUnsaved, bytes: size };
  } catch (error) {
    const message = `${baseName(uri)} cannot be read.`;
    const detail = error instanceof vscode.FileSystemError ? error.code : String(error);
    throw new FailureError({ kind: 'misconfigured', message, detail }, { cause: error });
  }
}

/** @throws FailureError; the signal's reason once it is aborted. */
export async function readCsv(
  uri: vscode.Uri,
  schema: ImportSchema,
  runTask: RunTask,
  onRead: OnRead,
  signal: AbortSignal,
): Promise<ReadCsv> {
  const document = openDocument(uri);
  const version = document && { version: document.version };
  const reading = chooseReading(await stateOf(uri));
  if (reading === 'text' && document) {
    const { encoding } = document;
    const bytes = await vscode.workspace.encode(document.getText(), { encoding });
    return { result: await validateBytes(bytes, schema, mostListed, signal), ...version };
  }
  const { sha256, ...file } =
    reading === 'worker'
      ? await runTask(
          'validate',
          { path: uri.fsPath, schema, findingsPerRule: mostListed },
          { name: baseName(uri), onProgress: onRead, signal },
        )
      : await validateBytes(await vscode.workspace.fs.readFile(uri), schema, mostListed, signal);
  const result = document
    ? placeInDocument(file, () => validateText(document.getText(), schema, mostListed))
    : file;
  return { result, sha256, ...version };
}
