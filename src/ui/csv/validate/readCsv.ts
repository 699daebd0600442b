// Validates the bytes that would be uploaded: those of the file, or those that saving its document would write.
import * as vscode from 'vscode';
import type { ImportSchema } from '../../../csv/schema.ts';
import { guessedBytes, withGuessedAlgorithm } from '../../../csv/validate/guessAlgorithm.ts';
import { validateText, type ValidationResult } from '../../../csv/validate/validate.ts';
import { FailureError } from '../../../domain/connections/failure.ts';
import { mostListed, placeInDocument } from './listing.ts';
import { baseName, openDocument } from '../pickCsv.ts';
import { chooseReading, type CsvState } from './reading.ts';
import { validateBytes } from './validateBytes.ts';
import { readBegin } from '../../../files/csv/textFile.ts';
import type { ValidatedFile } from '../../../files/csv/validateFile.ts';
import type { RunTask } from '../../../files/runTask.ts';

export interface ReadCsv {
  readonly result: ValidationResult;
  /** The version of the open document. */
  readonly version?: number;
  /** The schema that was used: if no algorithm was given, with the one that the first hashes look like. */
  readonly schema: ImportSchema;
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
async function readCsv(
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
    const guessed = withGuessedAlgorithm(schema, bytes);
    const result = await validateBytes(bytes, guessed, mostListed, signal);
    return { result, schema: guessed, ...version };
  }
  const read = reading === 'worker' ? readByWorker : readHere;
  const { sha256, schema: guessed, ...file } = await read(uri, schema, runTask, onRead, signal);
  const result = document
    ? placeInDocument(file, () => validateText(document.getText(), guessed, mostListed))
    : file;
  return { result, schema: guessed, sha256, ...version };
}

type ReadFile = (
  ...parameters: Parameters<typeof readCsv>
) => Promise<ValidatedFile & Pick<ReadCsv, 'schema'>>;

const readByWorker: ReadFile = async (uri, schema, runTask, onProgress, signal) => {
  const path = uri.fsPath;
  const guessed = withGuessedAlgorithm(schema, await readBegin(path, guessedBytes));
  const options = { name: baseName(uri), onProgress, signal };
  const file = await runTask('validate', { path, schema: guessed, findingsPerRule: mostListed }, options);
  return { ...file, schema: guessed };
};

const readHere: ReadFile = async (uri, schema, _runTask, _onRead, signal) => {
  const bytes = await vscode.workspace.fs.readFile(uri);
  const guessed = withGuessedAlgorithm(schema, bytes);
  return { ...(await validateBytes(bytes, guessed, mostListed, signal)), schema: guessed };
};

/** As `readCsv`. If the first hash is not near the beginning, the file is read again with the algorithm it looks like. */
export async function readCsvWithHashes(
  uri: vscode.Uri,
  schema: ImportSchema,
  runTask: RunTask,
  onRead: OnRead,
  signal: AbortSignal,
): Promise<ReadCsv> {
  const first = await readCsv(uri, schema, runTask, onRead, signal);
  const { hashAlgorithm } = first.result.summary;
  if (hashAlgorithm === undefined || schema.hashAlgorithm !== undefined) return first;
  if (first.schema.hashAlgorithm === hashAlgorithm) return first;
  return readCsv(uri, { ...schema, hashAlgorithm }, runTask, () => undefined, signal);
}
