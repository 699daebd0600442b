// Create Import Job: picks the CSVs and the user pool, then asks everything that the import needs.
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { RunTask } from '../../files/runTask.ts';
import type { CsvArgument, CsvTools } from '../csv/csvTools.ts';
import { activeCsv, baseName, pickCsv } from '../csv/pickCsv.ts';
import { askImport, createTitle } from './askImport.ts';
import { askFolderVerdict, askVerdict, type Judge } from './askVerdict.ts';
import { csvsOf, savedCsv } from './csvsToImport.ts';
import type { ImportDraft } from './draft.ts';

export interface PrepareServices {
  readonly jobs: JobService;
  readonly csv: CsvTools;
  readonly runTask: RunTask;
}

/** Undefined when the user cancels. @throws FailureError */
export async function prepareImport(
  { jobs, csv, runTask }: PrepareServices,
  { uri, pool }: CsvArgument,
): Promise<ImportDraft | undefined> {
  const picked = uri ?? (pool ? undefined : activeCsv()) ?? (await pickCsv(createTitle));
  const files = picked ? await csvsOf(picked) : [];
  const [only, ...others] = files;
  // Saving a new document gives it another URI.
  const place = others.length > 0 ? picked : only;
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
  return askImport(jobs, { path: place.fsPath, target }, (draft, ask) =>
    others.length > 0 ? askFolderVerdict(draft, ask, files, judge) : askVerdict(draft, ask, only, judge),
  );
}
