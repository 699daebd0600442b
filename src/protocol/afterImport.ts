// What can be done to the users of a finished import, and what was done, as the job panel shows it.

/** In the order of the page: what keeps comes first, what deletes comes last. Each is a message of the page. */
export const afterActions = [
  'saveImportReport',
  'exportSubMap',
  'applyGroups',
  'showMustReset',
  'sendPasswordResets',
  'importAgain',
  'undoImport',
] as const;

export type AfterActionType = (typeof afterActions)[number];

/** What became of an action so far. */
export interface AfterState {
  /** `paused`: some rows have no outcome yet, and no window works on them. */
  readonly kind: 'done' | 'running' | 'paused';
  readonly text: string;
  /** When it was begun, in milliseconds since the epoch. */
  readonly at: number;
  /** How far it is, between 0 and 1; only while it runs. */
  readonly share?: number;
}

/** Those of the page's icons that actions have. */
export type AfterIcon = 'list' | 'download' | 'person' | 'clock' | 'start' | 'refresh' | 'search' | 'undo';

export interface AfterAction {
  readonly type: AfterActionType;
  readonly icon: AfterIcon;
  /** It deletes. */
  readonly isGrave?: boolean;
  /** On its button: the command's name, or that it goes on. */
  readonly label: string;
  /** What it does, in a line. */
  readonly purpose: string;
  /** Why it cannot be done now, in a sentence. */
  readonly blocked?: string;
  readonly state?: AfterState;
}

export interface AfterImport {
  readonly actions: readonly AfterAction[];
  /** Why some of them cannot be done now, in whole, and the message that helps. */
  readonly missing?: {
    readonly text: string;
    readonly remedy?: {
      readonly type: 'locateCsv' | 'chooseLineNumbering';
      readonly icon: AfterIcon;
      readonly label: string;
    };
  };
}
