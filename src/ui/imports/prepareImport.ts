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
import type { CsvTarget } from '../csv/validate/validations.ts';
import { withAlgorithm, type ImportDraft } from './draft.ts';

export interface PrepareServices {
  readonly jobs: JobService;
  readonly csv: CsvTools;
  readonly runTask: RunTask;
}

/** The one CSV of a conversion, whose algorithm is known and not asked for. */
function hashedBy(csv: Pick<HashedCsv, 'algorithm'> | undefined, target: CsvTarget): Partial<ImportDraft> {
  const algorithm = csv?.algorithm;
  return algorithm === undefined
    ? { hashed: true }
    : { hashed: true, algorithm, target: withAlgorithm(target, algorithm) };
}

/** A pool whose template has no column for hashes takes none. */
function asBefore({ roleArn, algorithm }: EarlierAnswers, target: CsvTarget): Partial<ImportDraft> {
  const takesHashes = target.schema.csvHeader.includes('password_hash');
  const hashes = algorithm === 'none' || !takesHashes ? {} : defined({ algorithm });
  return { ...defined({ roleArn }), ...(algorithm === undefined ? {} : hashedBy(hashes, target)) };
}

/** Undefined when the user cancels. @throws FailureError */
export async function prepareImport(
  { jobs, csv, runTask }: PrepareServices,
  { uri, pool, csvs, like = {} }: CsvArgument,
): Promise<ImportDraft | undefined> {
  const picked = uri ?? (pool ? undefined : activeCsv()) ?? (await pickCsv(createTitle, sourceEndings));
  if (picked && !csvs && isJson(picked)) {
    // Its plan has a button that comes back here.
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
    plan: (file) => {
      const { signal } = new AbortController();
      return runTask('plan', file.fsPath, { name: baseName(file), signal });
    },
  };
  if (csvs && others.length > 0)
    return askImport(jobs, { path: place.fsPath, target, hashed: true }, (draft, ask) =>
      askFolderVerdict(draft, ask, csvs, judge),
    );
  const first = {
    path: place.fsPath,
    target,
    ...(csvs ? hashedBy(csvs[0], target) : asBefore(like, target)),
  };
  return askImport(jobs, first, (draft, ask) =>
    others.length > 0
      ? askFolderVerdict(
          draft,
          ask,
          files.map((file) => ({ uri: file })),
          judge,
        )
      : askVerdict(draft, ask, only, judge),
  );
}
