// The messages between the extension and the page of the job panel. Plain data only, so that it survives structured clone.
import type { Tone } from '../domain/jobs/jobWords.ts';
import type { CounterSample } from '../domain/jobs/samples.ts';
import { afterActions, type AfterActionType, type AfterImport } from './afterImport.ts';

export type { CounterSample, Tone };

/** One field of the job as the API names it. `copyable` gives it a copy button. */
export interface Field {
  /** The API's own name: JobId, CloudWatchLogsRoleArn, … */
  readonly name: string;
  readonly value: string;
  readonly copyable: boolean;
}

/** Rows of the CSV that did not become users, all for the same reason. */
export interface ResultGroup {
  readonly outcome: 'failed' | 'skipped';
  /** In the service's own words. */
  readonly reason: string;
  readonly count: number;
  /** The first of their lines in the CSV; the header is line 1. */
  readonly lines: readonly number[];
}

/** The rows that did not become users, from the job's log. */
export interface Results {
  /** `current`: the log is read to its current end, more may follow. `failed`: it cannot be read. */
  readonly state: 'notStarted' | 'reading' | 'current' | 'complete' | 'failed';
  /** The state in a sentence, if the groups do not show it. */
  readonly note?: string;
  /** Most frequent first; at most a few hundred lines in all. */
  readonly groups: readonly ResultGroup[];
  /** The number of groups left out. */
  readonly hiddenGroups: number;
  /** Rows with that outcome, those of hidden groups included. */
  readonly failed: number;
  readonly skipped: number;
  /** The name of the job's CSV, if the unchanged file is available: then its lines can be opened. */
  readonly csv?: string;
  /** Why the CSV is not available, or what is uncertain about it, in a sentence. */
  readonly csvNote?: string;
  /** What is missing to tell which users the job made; undefined also while that is being found out. */
  readonly missing?: 'noLog' | 'noCsv' | 'unproven' | 'uncertain';
  /** What the log's numbers mean and why; present if there are groups. If not certain, the lines may belong to other rows. */
  readonly numbering?: { readonly text: string; readonly isCertain: boolean };
}

/** Everything the page shows. Always sent whole: the page keeps no state of its own. */
export interface PanelSnapshot {
  readonly jobName: string;
  readonly status: string;
  readonly tone: Tone;
  /** The status in words: what is happening and what can happen next. */
  readonly explanation: string;
  readonly importedUsers: number;
  readonly skippedUsers: number;
  readonly failedUsers: number;
  /** Data rows of the CSV where they are known; the API itself has no total. */
  readonly totalRows?: number;
  /** Milliseconds since the epoch. */
  readonly creationDate?: number;
  readonly startDate?: number;
  readonly completionDate?: number;
  readonly completionMessage?: string;
  /** What to do next, a sentence each; empty while there is nothing to do. */
  readonly nextSteps: readonly string[];
  /** Where the job is: profile, region, account, pool. */
  readonly place: readonly { readonly label: string; readonly value: string }[];
  /** Every field of the job, in the API's order. The pre-signed URL is never among them. */
  readonly fields: readonly Field[];
  /** The pre-signed URL as a state only. `expiresAt` in milliseconds since the epoch. */
  readonly upload: { readonly state: 'none' | 'valid' | 'expired'; readonly expiresAt?: number };
  /** At most a few hundred, oldest first. */
  readonly samples: readonly CounterSample[];
  readonly results?: Results;
  /** Once the job is over. */
  readonly after?: AfterImport;
  /** Set while the last reading failed: the data shown is from `since`, with the reason in words. */
  readonly stale?: { readonly since: number; readonly reason: string };
  readonly canStop: boolean;
  /** The job has not been started. Only the service knows whether its CSV is uploaded. */
  readonly canStart: boolean;
  /** The service's time when this was sent: the dates above come from its clock, and the page's clock may differ. */
  readonly now: number;
  /** Whether a refresh that the user asked for is under way. */
  readonly refreshing: boolean;
  /** BCP 47, for numbers and dates. */
  readonly locale: string;
}

/** Host to page. */
export type ToPage =
  | { readonly type: 'snapshot'; readonly snapshot: PanelSnapshot }
  /** There is no job to show: it is gone, or its connection failed before the first answer. */
  | {
      readonly type: 'unavailable';
      readonly jobName: string;
      readonly reason: string;
      readonly canRetry: boolean;
    }
  /** A panel from an earlier window, whose job this window has not read: it calls nothing until the user asks. */
  | { readonly type: 'resting'; readonly jobName: string };

/** Page to host. */
export type FromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'start' }
  | { readonly type: 'stop' }
  | { readonly type: 'refresh' }
  | { readonly type: 'openInConsole' }
  | { readonly type: 'copyUploadCommand' }
  | { readonly type: 'exportFailed' }
  | { readonly type: 'exportSkipped' }
  | { readonly type: 'retryFailed' }
  | { readonly type: 'showJobLog' }
  | { readonly type: 'locateCsv' }
  | { readonly type: 'chooseLineNumbering' }
  | { readonly type: AfterActionType }
  /** Opens the job's CSV at that line; 1 is its first. */
  | { readonly type: 'openLine'; readonly line: number }
  /** Copies the field of that name; the host has the value. */
  | { readonly type: 'copyField'; readonly name: string };

const plainMessages: ReadonlySet<string> = new Set([
  'ready',
  'start',
  'stop',
  'refresh',
  'openInConsole',
  'copyUploadCommand',
  'exportFailed',
  'exportSkipped',
  'retryFailed',
  'showJobLog',
  'locateCsv',
  'chooseLineNumbering',
]);
const afterMessages: readonly string[] = afterActions;

/** Whether a value received from the page is one of its messages. */
export function isFromPage(value: unknown): value is FromPage {
  if (typeof value !== 'object' || value === null || !('type' in value) || typeof value.type !== 'string')
    return false;
  if (value.type === 'copyField') return 'name' in value && typeof value.name === 'string';
  if (value.type === 'openLine') return 'line' in value && isLine(value.line);
  return plainMessages.has(value.type) || afterMessages.includes(value.type);
}

function isLine(value: unknown): boolean {
  return Number.isSafeInteger(value) && Number(value) >= 1;
}

/** Whether a value received by the page is one of the host's messages. */
export function isToPage(value: unknown): value is ToPage {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  return (
    value.type === 'unavailable' ||
    value.type === 'resting' ||
    (value.type === 'snapshot' && 'snapshot' in value)
  );
}

/** What the page keeps across reloads: enough to find the job again, none of its content. */
export interface PanelState {
  readonly connectionId: string;
  readonly userPoolId: string;
  readonly jobId: string;
}

/**
 * The attribute of the page's `<body>` that holds the `PanelState` as JSON. The page passes it to `setState` first of all, so that
 * after a window reload the host can find the job of the panel.
 */
export const panelStateAttribute = 'data-state';

/** Whether a value is a `PanelState`: from the attribute, or kept by VS Code across a reload. */
export function isPanelState(value: unknown): value is PanelState {
  if (typeof value !== 'object' || value === null) return false;
  const keys = ['connectionId', 'userPoolId', 'jobId'] as const;
  return keys.every((key) => typeof (value as Record<string, unknown>)[key] === 'string');
}
