// The messages between the extension and the page of a conversion's plan: words and counts only, never a value of a user.

/** One line of a list: a text, a number of users, and a note, e.g. the first places. */
export interface PlanLine {
  readonly text: string;
  readonly count: number;
  readonly note?: string;
}

export interface PlanChoice {
  readonly value: string;
  readonly label: string;
}

/** One value of the source records, and the column it goes to. */
export interface PlanColumn {
  /** The column or path in the source. */
  readonly from: string;
  readonly users: number;
  /** One of the snapshot's `targets`, `keep` or `leave`; undefined if nothing can be chosen. */
  readonly to?: string;
  /** What happens to the value if nothing can be chosen, or a remark on the choice. */
  readonly note?: string;
}

/** A required column of the pool that no value of the source fills unchanged. */
export interface PlanGap {
  readonly target: string;
  readonly why: string;
  readonly value: string;
  readonly choices: readonly PlanChoice[];
}

/** A question whose answer changes the plan. */
export interface PlanQuestion {
  readonly id: QuestionId;
  readonly label: string;
  /** Why it is asked; absent if the answer is already known and only shown to be changed. */
  readonly why?: string;
  readonly value: string;
  readonly choices: readonly PlanChoice[];
}

export type QuestionId = 'country' | 'dateOrder' | 'years';
export type FilterId = 'verifiedOnly' | 'notBlocked' | 'emptyBadValues' | 'keepHashes';

export interface PlanFilter {
  readonly id: FilterId;
  readonly label: string;
  readonly on: boolean;
  readonly note?: string;
}

/** Everything the page shows. Always sent whole. */
export interface PlanSnapshot {
  readonly title: string;
  /** Where the users come from and go to. */
  readonly place: readonly { readonly label: string; readonly value: string }[];
  /** The numbers that matter most. */
  readonly figures: readonly { readonly label: string; readonly count: number; readonly note: string }[];
  /** What the user has to know before anything is written, one sentence each. */
  readonly warnings: readonly string[];
  readonly questions: readonly PlanQuestion[];
  readonly gaps: readonly PlanGap[];
  readonly filters: readonly PlanFilter[];
  readonly keeps: readonly PlanLine[];
  readonly resets: readonly PlanLine[];
  readonly losses: readonly PlanLine[];
  readonly emptied: readonly PlanLine[];
  readonly columns: readonly PlanColumn[];
  /** The targets to which a value of the source can be mapped. */
  readonly targets: readonly PlanChoice[];
  /** What is kept aside, in a sentence; absent if nothing is. */
  readonly aside?: string;
  /** The files that would be written. */
  readonly files: readonly PlanLine[];
  /** What the user has to know if there are several files. */
  readonly filesNote?: string;
  readonly canWrite: boolean;
  /** Whether the plan is being made again. */
  readonly busy: boolean;
  /** Why it could not be made, in a sentence. */
  readonly failure?: string;
  /** BCP 47, for numbers. */
  readonly locale: string;
}

/** Host to page. */
export type PlanToPage =
  | { readonly type: 'plan'; readonly snapshot: PlanSnapshot }
  /** How much of the file has been read, from 0 to 1 and in words, while a plan is made. */
  | { readonly type: 'reading'; readonly share: number; readonly percent: string };

/** Page to host. */
export type PlanFromPage =
  | { readonly type: 'ready' }
  | { readonly type: 'writeCsv' }
  | { readonly type: 'createJob' }
  | { readonly type: 'exportPlan' }
  /** Cancels the plan that is being made. */
  | { readonly type: 'cancel' }
  /** Maps the source's value at `from` to `to`. */
  | { readonly type: 'map'; readonly from: string; readonly to: string }
  | { readonly type: 'fill'; readonly target: string; readonly value: string }
  | { readonly type: 'answer'; readonly id: QuestionId; readonly value: string }
  | { readonly type: 'filter'; readonly id: FilterId; readonly on: boolean };

const textMembers: Readonly<Record<string, readonly string[]>> = {
  ready: [],
  writeCsv: [],
  createJob: [],
  exportPlan: [],
  cancel: [],
  map: ['from', 'to'],
  fill: ['target', 'value'],
  answer: ['id', 'value'],
  filter: ['id'],
};
const questionIds: ReadonlySet<unknown> = new Set<QuestionId>(['country', 'dateOrder', 'years']);
const filterIds: ReadonlySet<unknown> = new Set<FilterId>([
  'verifiedOnly',
  'notBlocked',
  'emptyBadValues',
  'keepHashes',
]);

/** Whether a value received from the page is one of its messages. */
export function isPlanFromPage(value: unknown): value is PlanFromPage {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  const message = value as Readonly<Record<string, unknown>>;
  const { type } = message;
  if (typeof type !== 'string' || !Object.hasOwn(textMembers, type)) return false;
  if (!textMembers[type]?.every((name) => typeof message[name] === 'string')) return false;
  if (type === 'answer') return questionIds.has(message['id']);
  return type !== 'filter' || (filterIds.has(message['id']) && typeof message['on'] === 'boolean');
}

/** Whether a value received by the page is the host's message. */
export function isPlanToPage(value: unknown): value is PlanToPage {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    ((value.type === 'plan' && 'snapshot' in value) ||
      (value.type === 'reading' && 'share' in value && 'percent' in value))
  );
}
