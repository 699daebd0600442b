// What can be done to the users of a finished import, and what was done, as the job panel shows it.

/** In the order of the page, from harmless to destructive. Each is also the type of a message from the page. */
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

/** The state of an action that was begun. */
export interface AfterState {
  /** `paused`: some rows have no outcome yet, and no window works on them. */
  readonly kind: 'done' | 'running' | 'paused';
  readonly text: string;
  /** When it was begun, in milliseconds since the epoch. */
  readonly at: number;
  /** Progress, 0 to 1; only while the action runs. */
  readonly share?: number;
}

/** The page's icons that actions use. */
export type AfterIcon = 'list' | 'download' | 'person' | 'clock' | 'start' | 'refresh' | 'search' | 'undo';

export interface AfterAction {
  readonly type: AfterActionType;
  readonly icon: AfterIcon;
  /** Whether the action deletes something. */
  readonly isGrave?: boolean;
  /** The button's text: the command's name, or that the action is resumed. */
  readonly label: string;
  /** What it does, in a line. */
  readonly purpose: string;
  /** Why it cannot be done now, in a sentence. */
  readonly blocked?: string;
  readonly state?: AfterState;
}

export interface AfterImport {
  readonly actions: readonly AfterAction[];
  /** The full reason why some actions cannot be done now, and the message that helps. */
  readonly missing?: {
    readonly text: string;
    readonly remedy?: {
      readonly type: 'locateCsv' | 'chooseLineNumbering';
      readonly icon: AfterIcon;
      readonly label: string;
    };
  };
}
