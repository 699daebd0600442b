// Asks for the sample users of a new import CSV, and writes them into an untitled document or a file.
import * as vscode from 'vscode';
import { mostSampleUsers, sampleLines } from '../../csv/sample/sampleUsers.ts';
import { hashAlgorithms, type HashAlgorithm } from '../../csv/schema.ts';
import { FailureError } from '../../domain/connections/failure.ts';
import type { RunTask } from '../../files/runTask.ts';
import { runSteps, type Step } from '../shell/steps.ts';
import type { NewCsv } from './newImportCsv.ts';
import { openCsv } from './openCsv.ts';
import { baseName } from './pickCsv.ts';
import { freeUri, runWithProgress } from './runWithProgress.ts';
import { editorBytes } from './validate/reading.ts';
import type { CsvTarget } from './validate/validations.ts';
import { newCsvWords } from './words.ts';

/** More users than this are written to a file: nobody reads so many in an editor. */
const mostInEditor = 5_000;

interface SampleRequest {
  readonly target: CsvTarget;
  readonly count: number;
  /** Makes the usernames differ from those of earlier files, whose users may be in the pool already and would be skipped. */
  readonly series: string;
}

/** Returns undefined when the user cancels. */
export function askSample(title: string, target: CsvTarget): Promise<SampleRequest | undefined> {
  const series = Math.floor(Date.now() / 1000).toString(36);
  return runSteps<SampleRequest>(title, { target, count: 100, series }, [askHashes, askCount]);
}

/** Asked only if the pool's template has the column: other pools cannot import hashes (Developer Guide). */
const askHashes: Step<SampleRequest> = async (request, ask) => {
  const { target } = request;
  const { hashAlgorithm: _before, ...schema } = target.schema;
  if (!schema.csvHeader.includes('password_hash')) return request;
  const answer = await ask.pick<HashAlgorithm | 'none'>({
    placeholder: newCsvWords.hashes,
    choices: [
      ...hashAlgorithms.map((label) => ({ label, value: label })),
      { ...newCsvWords.noHashes, value: 'none' as const },
    ],
  });
  if (typeof answer !== 'string') return answer;
  const hashed = answer === 'none' ? schema : { ...schema, hashAlgorithm: answer };
  return { ...request, target: { ...target, schema: hashed } };
};

const askCount: Step<SampleRequest> = async (request, ask) => {
  const locale = vscode.env.language;
  const most = mostSampleUsers(request.target.schema, request.series);
  const answer = await ask.input({
    prompt: newCsvWords.count(mostInEditor, locale),
    value: String(Math.min(request.count, most)),
    check: (text) => {
      const count = readCount(text);
      return count >= 1 && count <= most ? undefined : newCsvWords.notACount(most, locale);
    },
  });
  return typeof answer === 'string' ? { ...request, count: readCount(answer) } : answer;
};

/** Parses digits with or without thousands separators; NaN for anything else. */
function readCount(text: string): number {
  return /^\d+([., ’']\d{3})*$/.test(text.trim()) ? Number(text.replaceAll(/\D/g, '')) : Number.NaN;
}

/** Returns undefined when the user cancels. @throws FailureError; 'cancelled' when the user cancels the writing. */
export async function makeSample(runTask: RunTask, request: SampleRequest): Promise<NewCsv | undefined> {
  const { target, count, series } = request;
  const { schema } = target;
  if (count <= mostInEditor) {
    const lines = [...sampleLines(schema, { count, series })];
    const { uri } = await openCsv(lines.map((line) => `${line}\n`).join(''));
    return { uri, target };
  }
  const uri = await askFile();
  if (!uri) return undefined;
  const name = baseName(uri);
  const words = { name, title: newCsvWords.writing(name) };
  await replaceFile(uri, (path) =>
    runWithProgress(runTask, 'sample', { schema, count, series, target: path }, words),
  );
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size <= editorBytes) await vscode.commands.executeCommand('vscode.open', uri);
  return { uri, target, message: newCsvWords.written(count, name, vscode.env.language) };
}

/** @throws FailureError if the user chooses a place that is not on disk, where a worker cannot write. */
async function askFile(): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const uri = await vscode.window.showSaveDialog({
    title: newCsvWords.save,
    saveLabel: newCsvWords.saveButton,
    filters: { CSV: ['csv'] },
    ...(folder ? { defaultUri: await freeUri(vscode.Uri.joinPath(folder, 'users.csv'), 'sample') } : {}),
  });
  if (uri && uri.scheme !== 'file')
    throw new FailureError({ kind: 'misconfigured', message: newCsvWords.notOnDisk });
  return uri;
}

/** Writes to a temporary file that replaces an existing file at the end, so that a cancelled write leaves that file unchanged. */
async function replaceFile(uri: vscode.Uri, write: (path: string) => Promise<void>): Promise<void> {
  const isThere = await vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
  if (!isThere) return write(uri.fsPath);
  const beside = await freeUri(uri, 'new');
  await write(beside.fsPath);
  await vscode.workspace.fs.rename(beside, uri, { overwrite: true });
}
