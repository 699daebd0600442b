// Create Import Job…: hash algorithm, what validation says of the CSV, name, log role, and whether to start.
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { hashAlgorithms, type HashAlgorithm } from '../../csv/schema.ts';
import { checkJobName, suggestJobName } from '../../domain/importRun.ts';
import type { ImportJobs } from '../../domain/importJobs.ts';
import type { CsvTarget, ValidatedCsv } from '../csv/validations.ts';
import { isGood, rowCounts } from '../csv/verdict.ts';
import { runSteps, type Answer, type Asker, type Choice, type Step } from '../steps.ts';
import { askLogRole } from './askLogRole.ts';
import type { ImportDraft } from './draft.ts';
import { plain } from '../plain.ts';

export const createTitle = 'Create Import Job';

/** @param validate judges the CSV for a pool. @returns undefined when the user leaves. @throws FailureError */
export async function askImport(
  jobs: ImportJobs,
  first: ImportDraft,
  validate: (target: CsvTarget) => Promise<ValidatedCsv>,
): Promise<ImportDraft | undefined> {
  const steps: readonly Step<ImportDraft>[] = [
    askAlgorithm,
    (draft, ask) => askVerdict(draft, ask, validate),
    askName,
    (draft, ask) => askLogRole(jobs, draft, ask),
    askStart,
  ];
  return runSteps(createTitle, first, steps);
}

/** Asked only where the pool's template has the column: other pools cannot import hashes (Developer Guide). */
async function askAlgorithm(draft: ImportDraft, ask: Asker): Promise<Answer<ImportDraft>> {
  const { target } = draft;
  if (!target.schema.csvHeader.includes('password_hash')) return draft;
  const none: Choice<HashAlgorithm | 'none'> = {
    label: 'No password hashes',
    description: 'users set a new password when they first sign in',
    value: 'none',
  };
  const answer = await ask.pick<HashAlgorithm | 'none'>({
    placeholder: 'How are the passwords in the CSV hashed?',
    choices: [none, ...hashAlgorithms.map((label) => ({ label, value: label }))],
  });
  if (typeof answer !== 'string') return answer;
  const { algorithm: _before, ...rest } = draft;
  if (answer === 'none') return rest;
  return {
    ...rest,
    algorithm: answer,
    target: { ...target, schema: { ...target.schema, hashAlgorithm: answer } },
  };
}

/** Validates the file; asks only where something would not be imported. */
async function askVerdict(
  draft: ImportDraft,
  ask: Asker,
  validate: (target: CsvTarget) => Promise<ValidatedCsv>,
): Promise<Answer<ImportDraft>> {
  const checked = await validate(draft.target);
  const { summary } = checked;
  const known: ImportDraft = { ...draft, checked };
  if (isGood(summary) && summary.rows > 0) return known;
  const counts = rowCounts(summary, vscode.env.language);
  const answer = await ask.pick({
    placeholder: summary.jobFails ? `The import as a whole would fail · ${counts}` : counts,
    choices: [
      { label: 'Show Problems', iconPath: new vscode.ThemeIcon('warning'), value: 'problems' as const },
      { label: 'Import Anyway', iconPath: new vscode.ThemeIcon('arrow-right'), value: 'goOn' as const },
    ],
  });
  if (answer === 'goOn') return known;
  if (answer !== 'problems') return answer;
  await vscode.commands.executeCommand('vscode.open', checked.uri);
  await vscode.commands.executeCommand('workbench.actions.view.problems');
  return undefined;
}

async function askName(draft: ImportDraft, ask: Asker): Promise<Answer<ImportDraft>> {
  const jobName = await ask.input({
    prompt: 'A name for the import job',
    value: draft.jobName ?? suggestJobName(basename(draft.path), new Date()),
    check: checkJobName,
  });
  return typeof jobName === 'string' ? { ...draft, jobName } : jobName;
}

async function askStart(draft: ImportDraft, ask: Asker): Promise<Answer<ImportDraft>> {
  const users = draft.checked ? rowCounts(draft.checked.summary, vscode.env.language) : '';
  return ask.pick<ImportDraft>({
    placeholder: plain(`${draft.jobName ?? ''} into ${draft.target.poolName} · ${users}`),
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
