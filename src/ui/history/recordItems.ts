// Quick-pick items of the history's records, newest first, grouped by the day of their start.
import * as vscode from 'vscode';
import type { ImportRecord } from '../../domain/history/importRecord.ts';
import { globalJobKey, isActive } from '../../domain/jobs/job.ts';
import { statusIcon } from '../tree/rows.ts';
import { historyButtons } from './historyWords.ts';
import { dayWords, recordWords } from './recordWords.ts';

export type RecordItem = vscode.QuickPickItem & { readonly record?: ImportRecord };

export type HistoryAction = keyof typeof historyButtons;

const icons: Readonly<Record<HistoryAction, string>> = {
  saveReport: 'save',
  importAgain: 'debug-restart',
  compare: 'git-compare',
  remove: 'trash',
};

/** The button of an item, with its action. */
export interface ActionButton extends vscode.QuickInputButton {
  readonly action: HistoryAction;
}

export function newestFirst(records: readonly ImportRecord[]): readonly ImportRecord[] {
  return records.toSorted((a, b) => b.begunAt - a.begunAt);
}

/** @param newest the latest first. */
export function itemsByDay(newest: readonly ImportRecord[], locale: string): readonly RecordItem[] {
  const items: RecordItem[] = [];
  let day = '';
  for (const record of newest) {
    const current = dayWords(record, locale);
    if (current !== day) items.push({ label: current, kind: vscode.QuickPickItemKind.Separator });
    day = current;
    items.push({ ...recordItem(record, locale), buttons: buttonsOf(record) });
  }
  return items;
}

export function recordItem(record: ImportRecord, locale: string): RecordItem {
  return { ...recordWords(record, locale), iconPath: statusIcon(record.job.status), record };
}

/** Remove is not offered while the job runs, as the record would be created again. */
function buttonsOf({ job }: ImportRecord): readonly ActionButton[] {
  const actions = Object.keys(historyButtons) as HistoryAction[];
  return actions
    .filter((action) => action !== 'remove' || !isActive(job.status))
    .map((action) => ({
      action,
      iconPath: new vscode.ThemeIcon(icons[action]),
      tooltip: historyButtons[action],
    }));
}

export function keyOfItem({ record, label }: RecordItem): string {
  return record ? globalJobKey(record.job) : `day ${label}`;
}
