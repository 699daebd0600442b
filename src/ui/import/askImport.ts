// Create Import Job…: pool, CSV, what validation says of it, name, log role, hash algorithm, and whether to start.
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { hashAlgorithms, toImportSchema } from '../../csv/schema.ts';
import { checkJobName, suggestJobName } from '../../domain/importRun.ts';
import type { ImportJobs } from '../../domain/importJobs.ts';
import type { PoolRef } from '../../domain/userPool.ts';
import { isGood, rowCounts } from '../csv/verdict.ts';
import { connectionName } from '../rows.ts';
import { runSteps, type Answer, type Asker, type Choice, type Step } from '../steps.ts';
import { askLogRole } from './askLogRole.ts';
import type { CheckedCsv, ImportDraft, PoolFacts } from './draft.ts';

export interface AskImportServices {
  readonly jobs: ImportJobs;
  readonly poolFacts: (ref: PoolRef) => Promise<PoolFacts>;
  /** Validates a file on disk, with its own progress; undefined when the user cancels. */
  readonly check: (
    path: string,
    schema: ReturnType<typeof toImportSchema>,
  ) => Promise<CheckedCsv | undefined>;
}

/** Undefined when the user leaves. @throws FailureError when the pool cannot be described. */
export async function askImport(
  services: AskImportServices,
  known: ImportDraft,
): Promise<ImportDraft | undefined> {
  const steps: readonly Step<ImportDraft>[] = [
    (draft, ask) => (known.pool ? Promise.resolve(draft) : askPool(services.jobs, draft, ask)),
    (draft, ask) => (known.path === undefined ? askFile(draft, ask) : Promise.resolve(draft)),
    (draft, ask) => askAlgorithm(services, draft, ask),
    (draft, ask) => askVerdict(services, draft, ask),
    (draft, ask) => askName(draft, ask),
    (draft, ask) => askLogRole(services.jobs, draft, ask),
    (draft, ask) => askStart(draft, ask),
  ];
  return runSteps('Create Import Job', known, steps);
}

async function askPool(jobs: ImportJobs, draft: ImportDraft, ask: Asker): Promise<Answer<ImportDraft>> {
  const choices = jobs.store.connections().flatMap((view) =>
    jobs.store.pools(view.connection.id).map(({ pool, ref }): Choice<ImportDraft> => ({
      label: pool.name,
      description: ref.userPoolId,
      detail: `${connectionName(view)} · ${view.connection.region}`,
      value: { ...draft, pool: ref },
    })),
  );
  const placeholder =
    choices.length > 0
      ? 'Select the user pool to import into'
      : 'No user pool is known yet: open a connection in the Cognito view first';
  return ask.pick({ placeholder, choices });
}

const browse = Symbol('browse');

/** CSV files that are open, then any file. */
async function askFile(draft: ImportDraft, ask: Asker): Promise<Answer<ImportDraft>> {
  const open = vscode.workspace.textDocuments.filter(
    ({ uri, isClosed }) => !isClosed && uri.scheme === 'file' && uri.fsPath.toLowerCase().endsWith('.csv'),
  );
  const choices: Choice<string | typeof browse>[] = open.map(({ uri }) => ({
    label: basename(uri.fsPath),
    description: vscode.workspace.asRelativePath(uri),
    iconPath: new vscode.ThemeIcon('file'),
    value: uri.fsPath,
  }));
  const other: Choice<typeof browse> = {
    label: 'Choose a File…',
    iconPath: new vscode.ThemeIcon('folder-opened'),
    value: browse,
  };
  const answer =
    choices.length === 0
      ? browse
      : await ask.pick({ placeholder: 'Select the CSV file', choices: [...choices, other] });
  if (typeof answer === 'string') return { ...draft, path: answer };
  if (answer !== browse) return answer;
  const [uri] =
    (await vscode.window.showOpenDialog({ filters: { CSV: ['csv'] }, openLabel: 'Import' })) ?? [];
  return uri && { ...draft, path: uri.fsPath };
}

/** Asked only where the pool's template has the column: other pools cannot import hashes (Developer Guide). */
async function askAlgorithm(
  services: AskImportServices,
  draft: ImportDraft,
  ask: Asker,
): Promise<Answer<ImportDraft>> {
  if (!draft.pool) return undefined;
  const facts = await services.poolFacts(draft.pool);
  const known: ImportDraft = { ...draft, facts };
  if (!facts.csvHeader.includes('password_hash')) return { ...known, algorithm: 'none' };
  const choices: Choice<ImportDraft>[] = hashAlgorithms.map((algorithm) => ({
    label: algorithm,
    value: { ...known, algorithm },
  }));
  const none: Choice<ImportDraft> = {
    label: 'No password hashes',
    description: 'users set a new password when they first sign in',
    value: { ...known, algorithm: 'none' },
  };
  return ask.pick({ placeholder: 'How are the passwords of the CSV hashed?', choices: [none, ...choices] });
}

/** Validates the file; asks only where something would not be imported. */
async function askVerdict(
  services: AskImportServices,
  draft: ImportDraft,
  ask: Asker,
): Promise<Answer<ImportDraft>> {
  if (!draft.facts || draft.path === undefined) return undefined;
  const algorithm = draft.algorithm === 'none' ? undefined : draft.algorithm;
  const schema = toImportSchema(draft.facts.description, draft.facts.csvHeader, algorithm);
  const checked = await services.check(draft.path, schema);
  if (!checked) return undefined;
  const known: ImportDraft = { ...draft, checked };
  if (isGood(checked.summary) && checked.summary.rows > 0) return known;
  const counts = rowCounts(checked.summary, vscode.env.language);
  const problems = {
    label: 'Show Problems',
    iconPath: new vscode.ThemeIcon('warning'),
    value: 'problems' as const,
  };
  const goOn = {
    label: 'Import Anyway',
    iconPath: new vscode.ThemeIcon('arrow-right'),
    value: 'goOn' as const,
  };
  const answer = await ask.pick({
    placeholder: checked.summary.jobFails ? `The import as a whole would fail · ${counts}` : counts,
    choices: [problems, goOn],
  });
  if (answer === 'goOn') return known;
  if (answer !== 'problems') return answer;
  await vscode.window.showTextDocument(vscode.Uri.file(draft.path));
  await vscode.commands.executeCommand(
    'cognitoImportJobs.validateCsv',
    vscode.Uri.file(draft.path),
    draft.pool,
  );
  return undefined;
}

async function askName(draft: ImportDraft, ask: Asker): Promise<Answer<ImportDraft>> {
  const jobName = await ask.input({
    prompt: 'A name for the import job',
    value: draft.jobName ?? suggestJobName(basename(draft.path ?? ''), new Date()),
    check: checkJobName,
  });
  return typeof jobName === 'string' ? { ...draft, jobName } : jobName;
}

async function askStart(draft: ImportDraft, ask: Asker): Promise<Answer<ImportDraft>> {
  const users = draft.checked ? rowCounts(draft.checked.summary, vscode.env.language) : '';
  return ask.pick<ImportDraft>({
    placeholder: `${draft.jobName ?? ''} · ${users}`,
    choices: [
      { label: 'Create and Start', iconPath: new vscode.ThemeIcon('play'), value: { ...draft, start: true } },
      {
        label: 'Create',
        description: 'upload the CSV, start within 24 hours',
        iconPath: new vscode.ThemeIcon('cloud-upload'),
        value: { ...draft, start: false },
      },
    ],
  });
}
