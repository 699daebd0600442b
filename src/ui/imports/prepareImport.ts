// Create Import Job: picks the CSVs and the user pool, then asks everything that the import needs.
import * as vscode from 'vscode';
import { defined } from '../../domain/base/defined.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { RunTask } from '../../files/runTask.ts';
import type { CsvArgument, EarlierAnswers, HashedCsv } from '../csv/csvArgument.ts';
import type { CsvTools } from '../csv/csvTools.ts';
import { activeCsv, baseName, isJson, pickCsv, sourceEndings } from '../csv/pickCsv.ts';
import { commands } from '../shell/ids.ts';
import { askImport, createTitle } from './askImport.ts';
import { askFolderVerdict, askVerdict, type Judge } from './askVerdict.ts';
import { csvsOf, savedCsv } from './csvsToImport.ts';
import { comparerOf } from './scope/comparer.ts';
import { withChosenRows } from './scope/chosenRows.ts';
import type { Step } from '../shell/steps.ts';
import type { UserTools } from '../users/userTools.ts';
import type { CsvTarget } from '../csv/validate/validations.ts';
import { withAlgorithm, type ImportDraft } from './draft.ts';

export interface PrepareServices {
  readonly jobs: JobService;
  readonly csv: CsvTools;
  readonly runTask: RunTask;
  readonly users: () => UserTools;
  /** Shows why an action that the user started between the questions has failed. */
  readonly fail: (error: unknown) => void;
}

/** The only CSV of a conversion: its algorithm is known, so that the user is not asked. */
function hashedBy(csv: Pick<HashedCsv, 'algorithm'> | undefined, target: CsvTarget): Partial<ImportDraft> {
  const algorithm = csv?.algorithm;
  return algorithm === undefined
    ? { hashed: true }
    : { hashed: true, algorithm, target: withAlgorithm(target, algorithm) };
}

/** The answers of an earlier import. A pool whose template has no column for hashes accepts none. */
function earlierAnswers({ roleArn, algorithm }: EarlierAnswers, target: CsvTarget): Partial<ImportDraft> {
  const takesHashes = target.schema.csvHeader.includes('password_hash');
  const hashes = algorithm === 'none' || !takesHashes ? {} : defined({ algorithm });
  return { ...defined({ roleArn }), ...(algorithm === undefined ? {} : hashedBy(hashes, target)) };
}

/** Undefined when the user cancels. @throws FailureError */
export async function prepareImport(
  services: PrepareServices,
  { uri, pool, csvs, like = {} }: CsvArgument,
): Promise<ImportDraft | undefined> {
  const { jobs, csv, runTask } = services;
  const picked = uri ?? (pool ? undefined : activeCsv()) ?? (await pickCsv(createTitle, sourceEndings));
  if (picked && !csvs && isJson(picked)) {
    // The plan of its conversion has a button that runs this command again.
    await vscode.commands.executeCommand(commands.convertCsv, { uri: picked, pool });
    return undefined;
  }
  const files = csvs ? csvs.map((csv) => csv.uri) : picked ? await csvsOf(picked) : [];
  const [only, ...others] = files;
  // Saving a new document gives it another URI.
  const place = others.length > 0 ? picked : only;
  csv.warnOfGit(files);
  const target = place && (await csv.targetOf(createTitle, place, pool));
  if (!only || !target) return undefined;
  await csv.remember(place, target);
  const judge: Judge = {
    validate: async (file, judged) => {
      // The file may have been edited while earlier questions were open.
      const saved = await savedCsv(file);
      return csv.validations.validate(saved ?? file, judged);
    },
    plan: (file, firstRows) => {
      const { signal } = new AbortController();
      const question = { path: file.fsPath, ...defined({ firstRows }) };
      return runTask('plan', question, { name: baseName(file), signal });
    },
  };
  const comparer = comparerOf(services);
  if (csvs && others.length > 0)
    return askImport(
      jobs,
      { path: place.fsPath, target, hashed: true },
      (draft, ask) => askFolderVerdict(draft, ask, csvs, judge),
      comparer,
    );
  const known = csvs ? hashedBy(csvs[0], target) : earlierAnswers(like, target);
  const first = { path: place.fsPath, target, ...known };
  const all = files.map((file) => ({ uri: file }));
  const verdict: Step<ImportDraft> = (draft, ask) =>
    others.length > 0 ? askFolderVerdict(draft, ask, all, judge) : askVerdict(draft, ask, only, judge);
  const answered = await askImport(jobs, first, verdict, comparer);
  const written = (file: vscode.Uri): Promise<void> => csv.written([file]);
  return answered && withChosenRows({ runTask, plan: judge.plan, written }, answered);
}
