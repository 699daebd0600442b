// The quick picks of the import history.
import * as vscode from 'vscode';
import { isSameFile } from '../../domain/history/compareRuns.ts';
import { recordRef, type ImportRecord } from '../../domain/history/importRecord.ts';
import { globalJobKey, isTerminal } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { HistoryFolder } from '../../files/history/historyFolder.ts';
import { showItems, takeFrom } from '../shell/growingPick.ts';
import type { HistoryRecorder } from './historyRecorder.ts';
import { compareRunsTitle, historyTitle, historyWords, runWords } from './historyWords.ts';
import {
  itemsByDay,
  keyOfItem,
  newestFirst,
  recordItem,
  type ActionButton,
  type HistoryAction,
  type RecordItem,
} from './recordItems.ts';
import { dayWords } from './recordWords.ts';

export interface PickServices {
  readonly jobs: JobService;
  readonly recorder: HistoryRecorder;
  /** Removes a record, and tells the user. */
  readonly remove: (record: ImportRecord) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

export interface Picked {
  readonly record: ImportRecord;
  readonly action: Exclude<HistoryAction, 'remove'> | 'open';
}

/** Shows the history, and refreshes it while it is open. Undefined when the user cancels. */
export async function pickFromHistory(services: PickServices): Promise<Picked | undefined> {
  const { recorder, jobs, remove, onError } = services;
  const locale = vscode.env.language;
  const pick = vscode.window.createQuickPick<RecordItem>();
  pick.title = historyTitle;
  pick.placeholder = historyWords.select;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.keepScrollPosition = true;
  const items = (): readonly RecordItem[] => itemsByDay(newestFirst(recorder.history.all()), locale);
  pick.items = items();
  pick.busy = true;
  void refreshRunning(jobs, recorder.history).then(async () => {
    await recorder.settled();
    pick.busy = false;
    showItems(pick, items(), keyOfItem);
  }, onError);
  let chosen: Picked | undefined;
  pick.onDidTriggerItemButton(({ item: { record }, button }) => {
    const { action } = button as ActionButton;
    if (!record) return;
    if (action === 'remove') {
      remove(record).then(() => {
        pick.items = items();
        if (pick.items.length === 0) pick.hide();
      }, onError);
      return;
    }
    chosen = { record, action };
    pick.hide();
  });
  try {
    const taken = await takeFrom(pick);
    return taken?.record ? { record: taken.record, action: 'open' } : chosen;
  } finally {
    pick.dispose();
  }
}

/** Reads jobs that may have ended since they were last read. A job that cannot be read keeps its last known state. */
async function refreshRunning(jobs: JobService, history: HistoryFolder): Promise<void> {
  const running = history.all().filter(({ job }) => !isTerminal(job.status));
  const reachable = running.filter(({ connection }) => {
    const view = jobs.store.connection(connection.id);
    return view !== undefined && !view.failure;
  });
  await Promise.allSettled(reachable.map((record) => jobs.refreshJob(recordRef(record))));
}

/** Asks for two records; for the second one, imports of the same file come first. Undefined when the user cancels. */
export async function pickTwo(
  all: readonly ImportRecord[],
  given: ImportRecord | undefined,
): Promise<readonly [ImportRecord, ImportRecord] | undefined> {
  const newest = newestFirst(all);
  const locale = vscode.env.language;
  const first = given ?? (await take(itemsByDay(newest, locale), runWords.selectFirst));
  if (!first) return undefined;
  const key = globalJobKey(first.job);
  const others = newest.filter(({ job }) => globalJobKey(job) !== key);
  const heading = (label: string): RecordItem => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const same = others.filter((record) => isSameFile(first, record));
  const different = others.filter((record) => !isSameFile(first, record));
  const dated = (record: ImportRecord): RecordItem => withDay(record, locale);
  const items = [
    ...(same.length > 0 ? [heading(runWords.sameFile), ...same.map(dated)] : []),
    ...(different.length > 0 ? [heading(runWords.otherFiles), ...different.map(dated)] : []),
  ];
  const second = await take(items, runWords.selectSecond(first.job.jobName));
  return second && [first, second];
}

function withDay(record: ImportRecord, locale: string): RecordItem {
  const item = recordItem(record, locale);
  return { ...item, detail: `${dayWords(record, locale)} · ${item.detail ?? ''}` };
}

/** Shows the items without buttons, because here an import is only selected. */
async function take(items: readonly RecordItem[], placeHolder: string): Promise<ImportRecord | undefined> {
  const plainItems = items.map(({ buttons: _, ...item }) => item);
  const picked = await vscode.window.showQuickPick(plainItems, {
    title: compareRunsTitle,
    placeHolder,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.record;
}
