// Shows what validation found in the CSVs of an import, and asks how to continue: several jobs if one cannot take them.
import * as vscode from 'vscode';
import type { SplitPlan } from '../../csv/read/split.ts';
import { defined } from '../../domain/base/defined.ts';
import type { ImportPart } from '../../domain/imports/import.ts';
import { toParts } from '../../files/imports/toParts.ts';
import { count } from '../../domain/jobs/jobWords.ts';
import type { HashedCsv } from '../csv/csvArgument.ts';
import type { CsvTarget, ValidatedCsv } from '../csv/validate/validations.ts';
import { baseName } from '../csv/pickCsv.ts';
import { isGood, reasonWords, rowCounts } from '../csv/validate/verdict.ts';
import { plain } from '../shell/escapeText.ts';
import type { Answer, Asker, Choice } from '../shell/steps.ts';
import { isFineInParts, isTooLarge, totalCounts } from './csvParts.ts';
import { withAlgorithm, type ImportDraft } from './draft.ts';
import { sourceOf } from './newImport.ts';

export interface Judge {
  /** @throws FailureError; 'cancelled' when the user cancels. */
  readonly validate: (uri: vscode.Uri, target: CsvTarget) => Promise<ValidatedCsv>;
  /** Plans how to split a CSV that is too large for one job, or whose first rows are a trial. @throws FailureError */
  readonly plan: (uri: vscode.Uri, firstRows?: number) => Promise<SplitPlan>;
}

type Verdict = 'split' | 'problems' | 'import';

const importAnyway: Choice<Verdict> = {
  label: 'Import Anyway',
  iconPath: new vscode.ThemeIcon('arrow-right'),
  value: 'import',
};

/** Validates the file, and asks if some of it would not be imported. */
export async function askVerdict(
  draft: ImportDraft,
  ask: Asker,
  uri: vscode.Uri,
  judge: Judge,
): Promise<Answer<ImportDraft>> {
  const checked = await judge.validate(uri, draft.target);
  const { summary } = checked;
  const known: ImportDraft = { ...draft, checked };
  if (isGood(summary) && summary.rows > 0) return known;
  const counts = rowCounts(summary, vscode.env.language);
  const parts = isTooLarge(summary) ? await partsOf(checked, judge) : undefined;
  const fails = parts ? 'Too large for one job' : summary.jobFails && 'The import as a whole would fail';
  const leavesOut = !fails && summary.failed + summary.skipped > 0;
  const anyway = leavesOut ? { ...importAnyway, description: 'without those users' } : importAnyway;
  const answer = await ask.pick<Verdict>({
    placeholder: fails ? `${fails} · ${counts}` : counts,
    choices: [...(parts ? [splitChoice(parts)] : []), showProblems(checked), anyway],
  });
  if (answer === 'split') return parts && { ...known, parts };
  if (answer === 'import') return known;
  return answer === 'problems' ? show(checked) : answer;
}

/** Validates one file after another, and asks if some of them would not be imported completely. Files without users are left out. */
export async function askFolderVerdict(
  draft: ImportDraft,
  ask: Asker,
  files: readonly HashedCsv[],
  judge: Judge,
): Promise<Answer<ImportDraft>> {
  const all: ValidatedCsv[] = [];
  const parts: ImportPart[] = [];
  for (const { uri, algorithm } of files) {
    const target = algorithm === undefined ? draft.target : withAlgorithm(draft.target, algorithm);
    const one = await judge.validate(uri, target);
    all.push(one);
    const own = one.summary.rows > 0 ? await partsOf(one, judge) : [];
    parts.push(...own.map((part) => ({ ...part, ...defined({ passwordHashingAlgorithm: algorithm }) })));
  }
  const checked = all.filter(({ summary }) => summary.rows > 0);
  const known: ImportDraft = { ...draft, parts };
  const bad = all.filter(({ summary }) => summary.rows === 0 || !isFineInParts(summary));
  const [first] = bad;
  if (!first) return known;
  const locale = vscode.env.language;
  const counts = rowCounts(totalCounts(checked.map(({ summary }) => summary)), locale);
  const answer = await ask.pick<Verdict>({
    placeholder: `${bad.length.toLocaleString(locale)} of ${count(all.length, 'CSV', 'CSVs', locale)} with problems · ${counts}`,
    choices: parts.length > 0 ? [showProblems(first), importAnyway] : [showProblems(first)],
  });
  if (answer === 'import') return known;
  return answer === 'problems' ? show(first) : answer === 'split' ? undefined : answer;
}

function showProblems({ uri, summary }: ValidatedCsv): Choice<Verdict> {
  const detail = reasonWords(summary, vscode.env.language);
  return {
    label: 'Show Problems',
    description: plain(`in ${baseName(uri)}`),
    ...(detail === '' ? {} : { detail }),
    iconPath: new vscode.ThemeIcon('warning'),
    value: 'problems',
  };
}

function splitChoice(parts: readonly ImportPart[]): Choice<Verdict> {
  return {
    label: `Split into ${count(parts.length, 'Job', 'Jobs', vscode.env.language)}`,
    description: 'one after another',
    iconPath: new vscode.ThemeIcon('split-vertical'),
    value: 'split',
  };
}

async function partsOf(checked: ValidatedCsv, judge: Judge): Promise<readonly ImportPart[]> {
  const { uri, summary } = checked;
  return toParts(sourceOf(uri.fsPath, checked), isTooLarge(summary) ? await judge.plan(uri) : undefined);
}

async function show({ uri }: ValidatedCsv): Promise<undefined> {
  await vscode.commands.executeCommand('vscode.open', uri);
  await vscode.commands.executeCommand('workbench.actions.view.problems');
}
