// The last question of Create Import Job…: how much of the CSV is imported, and whether the import starts now.
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { failureOf } from '../../../domain/connections/failure.ts';
import { partName } from '../../../domain/imports/import.ts';
import type { JobService } from '../../../domain/jobs/jobService.ts';
import { count } from '../../../domain/jobs/jobWords.ts';
import type { Estimate } from '../../../domain/users/survey.ts';
import { rowCounts } from '../../csv/validate/verdict.ts';
import { plain } from '../../shell/escapeText.ts';
import { placeOf } from '../../shell/guard.ts';
import { back, type Answer, type Asker, type Choice } from '../../shell/steps.ts';
import { systemClock } from '../../shell/systemClock.ts';
import type { Comparison } from '../../users/compare.ts';
import type { ImportDraft } from '../draft.ts';
import { age } from '../importWords.ts';
import { askTrial, mayTry } from './askTrial.ts';
import { scopeWords as words } from './scopeWords.ts';

/** Finds out which users of a CSV exist already. */
export interface Comparer {
  /** How long the comparison takes, and its method; undefined if that is unknown. Never rejects. */
  readonly estimate: (draft: ImportDraft) => Promise<Estimate | undefined>;
  /** The result of an earlier comparison, if the CSV has not changed since. */
  readonly known: (draft: ImportDraft) => Comparison | undefined;
  /** @throws FailureError; 'cancelled' when the user cancels. */
  readonly compare: (draft: ImportDraft) => Promise<Comparison>;
  /** Shows why the comparison failed; then the question is asked again. */
  readonly fail: (error: unknown) => void;
}

type StartChoice = ImportDraft | 'trial' | 'compare' | 'newOnly' | 'allRows';

/** Asks until the user has chosen when the import starts. Back and Escape work at every question. */
export async function askStart(
  jobs: JobService,
  comparer: Comparer,
  first: ImportDraft,
  ask: Asker,
): Promise<Answer<ImportDraft>> {
  const where = await whereWords(jobs, first);
  for (let draft = withComparison(first, comparer); ;) {
    const answer = await ask.pick<StartChoice>({
      placeholder: plain(summaryWords(draft)),
      choices: startChoices(draft, where, comparer),
    });
    if (answer === undefined || answer === back) return answer;
    if (answer === 'newOnly') draft = { ...draft, newRowsOnly: true };
    else if (answer === 'allRows') draft = { ...draft, newRowsOnly: false };
    else if (answer === 'compare') draft = await compared(draft, comparer);
    else if (answer === 'trial') {
      const rows = await askTrial(rowsOf(draft), ask, vscode.env.language);
      if (rows === undefined) return undefined;
      if (rows !== back) return { ...draft, start: true, trialRows: rows };
    } else return answer;
  }
}

/** Rows that would be imported. */
function rowsOf({ compared, newRowsOnly, checked, parts }: ImportDraft): number {
  if (newRowsOnly === true && compared) return compared.newLines.length;
  return checked?.summary.rows ?? (parts ?? []).reduce((sum, part) => sum + part.rows, 0);
}

/** Drops outdated answers. Only a single CSV is compared or tried: of several, the first says little about the others. */
function withComparison(draft: ImportDraft, comparer: Comparer): ImportDraft {
  const { compared: _older, trialRows: _trial, ...rest } = draft;
  const known = draft.checked && comparer.known(draft);
  return known ? { ...rest, compared: known } : { ...rest, newRowsOnly: false };
}

async function compared(draft: ImportDraft, comparer: Comparer): Promise<ImportDraft> {
  try {
    return { ...draft, compared: await comparer.compare(draft), newRowsOnly: false };
  } catch (error) {
    // Returns the draft unchanged, so that the answers so far are kept.
    if (failureOf(error).kind !== 'cancelled') comparer.fail(error);
    return draft;
  }
}

/** `nightly into customers · 1,204 users: 1,204 ready · 200 exist already and would be skipped`. */
function summaryWords(draft: ImportDraft): string {
  const { jobName = '', target, checked, parts, compared, newRowsOnly } = draft;
  const locale = vscode.env.language;
  const isSeveral = (parts?.length ?? 0) > 1 && newRowsOnly !== true;
  const name = isSeveral && parts ? `${partName({ jobName, parts }, 0)} …` : jobName;
  const counts =
    newRowsOnly === true && compared
      ? [words.newRows(compared.newLines.length, compared.rows, locale)]
      : [
          checked && !isSeveral
            ? rowCounts(checked.summary, locale)
            : count(rowsOf(draft), 'user', 'users', locale),
          ...(compared ? [words.existing(compared, locale)] : []),
        ];
  return [`${name} into ${target.poolName}`, ...counts].join(' · ');
}

async function startChoices(
  draft: ImportDraft,
  where: string,
  comparer: Comparer,
): Promise<readonly Choice<StartChoice>[]> {
  const locale = vscode.env.language;
  const { parts, newRowsOnly, checked } = draft;
  const several = newRowsOnly === true ? 0 : (parts?.length ?? 0);
  const start: Choice<StartChoice> = {
    label: several > 1 ? `${words.start} ${count(several, 'Job', 'Jobs', locale)}` : words.start,
    ...(several > 1 ? { description: words.severalDetail } : {}),
    detail: where,
    iconPath: new vscode.ThemeIcon(several > 1 ? 'run-all' : 'play'),
    value: { ...draft, start: true },
  };
  const create: Choice<StartChoice> = {
    label: words.create,
    description: words.createDetail,
    iconPath: new vscode.ThemeIcon('cloud-upload'),
    value: { ...draft, start: false },
  };
  // Several jobs are always started one after another.
  const choices = (parts?.length ?? 0) > 1 ? [start] : [start, create];
  if (!checked) return choices;
  const trial: Choice<StartChoice> = {
    label: words.trial,
    description: words.trialDetail,
    iconPath: new vscode.ThemeIcon('debug-step-over'),
    value: 'trial',
  };
  return [
    ...choices,
    ...(mayTry(rowsOf(draft)) ? [trial] : []),
    ...newOnlyChoice(draft),
    await compareChoice(draft, comparer),
  ];
}

function newOnlyChoice({ compared, newRowsOnly, path }: ImportDraft): readonly Choice<StartChoice>[] {
  const locale = vscode.env.language;
  if (!compared || compared.existing === 0 || compared.existing === compared.rows) return [];
  const iconPath = new vscode.ThemeIcon('filter');
  if (newRowsOnly === true) {
    const description = words.allRowsDetail(compared.existing, locale);
    return [{ label: words.allRows, description, iconPath, value: 'allRows' }];
  }
  const description = words.newOnlyDetail(compared.newLines.length, plain(basename(path)), locale);
  return [{ label: words.newOnly, description, iconPath, value: 'newOnly' }];
}

async function compareChoice(draft: ImportDraft, comparer: Comparer): Promise<Choice<StartChoice>> {
  const locale = vscode.env.language;
  const iconPath = new vscode.ThemeIcon('git-compare');
  if (draft.compared) {
    const description = words.comparedAgo(age(systemClock.now() - draft.compared.at, locale));
    return { label: words.compareAgain, description, iconPath, value: 'compare' };
  }
  const estimate = await comparer.estimate(draft);
  const rows = draft.checked?.summary.rows ?? 0;
  return {
    label: words.compare,
    ...(estimate ? { description: words.compareWay(estimate, rows, locale) } : {}),
    detail: words.compareDetail,
    iconPath,
    value: 'compare',
  };
}

/** Where the import would run: `account 111122223333 · us-east-1 · default`. */
async function whereWords(jobs: JobService, { target }: ImportDraft): Promise<string> {
  const place = await placeOf(jobs, target.pool, target.poolName);
  if (!place) return '';
  return plain(`account ${place.accountId ?? 'unknown'} · ${place.region} · ${place.profile}`);
}
