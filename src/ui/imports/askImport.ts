// The questions of Create Import Job…: hash algorithm, result of the validation, name, log role, start, and the pool's name if guarded.
import { basename } from 'node:path';
import { hashAlgorithms, type HashAlgorithm } from '../../csv/schema.ts';
import { checkJobName, suggestJobName } from '../../domain/imports/import.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { guardQuestion, isGuarded, placeOf } from '../shell/guard.ts';
import { runSteps, type Answer, type Asker, type Choice, type Step } from '../shell/steps.ts';
import { askLogRole } from './askLogRole.ts';
import { withAlgorithm, type ImportDraft } from './draft.ts';
import { askStart, type Comparer } from './scope/askStart.ts';

export const createTitle = 'Create Import Job';

/** @param judge the step that validates the CSV or the CSVs. @returns undefined if the user cancels. @throws FailureError */
export async function askImport(
  jobs: JobService,
  first: ImportDraft,
  judge: Step<ImportDraft>,
  comparer: Comparer,
): Promise<ImportDraft | undefined> {
  const steps: readonly Step<ImportDraft>[] = [
    askAlgorithm,
    judge,
    askName,
    (draft, ask) => askLogRole(jobs, draft, ask),
    (draft, ask) => askStart(jobs, comparer, draft, ask),
    (draft, ask) => askGuard(jobs, draft, ask),
  ];
  return runSteps(createTitle, first, steps);
}

/** Asked only if the pool's template has the column: other pools cannot import hashes (Developer Guide). */
export async function askAlgorithm(draft: ImportDraft, ask: Asker): Promise<Answer<ImportDraft>> {
  const { target } = draft;
  if (draft.hashed === true || !target.schema.csvHeader.includes('password_hash')) return draft;
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
  return { ...rest, algorithm: answer, target: withAlgorithm(target, answer) };
}

async function askName(draft: ImportDraft, ask: Asker): Promise<Answer<ImportDraft>> {
  const jobName = await ask.input({
    prompt: 'A name for the import job',
    value: draft.jobName ?? suggestJobName(basename(draft.path), new Date()),
    check: checkJobName,
  });
  return typeof jobName === 'string' ? { ...draft, jobName } : jobName;
}

/** Asked once, before anything is created: later starts of queued jobs and further parts do not ask again. */
async function askGuard(jobs: JobService, draft: ImportDraft, ask: Asker): Promise<Answer<ImportDraft>> {
  const { target, start, parts } = draft;
  if (!start && (parts?.length ?? 0) <= 1) return draft;
  const place = await placeOf(jobs, target.pool, target.poolName);
  if (!place || !isGuarded(place)) return draft;
  const typed = await ask.input({ ...guardQuestion(target.poolName), value: '' });
  return typeof typed === 'string' ? draft : typed;
}
