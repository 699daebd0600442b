// The actions after an import in every state that the panel can show, for the page's tests and for visual checks.
import type { AfterAction, AfterActionType, AfterImport } from '../../../src/protocol/afterImport.ts';

const minute = 60_000;

const ready: readonly AfterAction[] = [
  {
    type: 'saveImportReport',
    icon: 'list',
    label: 'Save Import Report…',
    purpose: 'Counters, reasons and their lines, and what was done since.',
  },
  {
    type: 'exportSubMap',
    icon: 'download',
    label: 'Export Sub Map…',
    purpose: 'Which sub every imported user has, as a CSV.',
  },
  {
    type: 'applyGroups',
    icon: 'person',
    label: 'Apply Groups and Disabled State…',
    purpose: 'What the CSV could not carry, from users.after.csv beside it.',
  },
  {
    type: 'showMustReset',
    icon: 'clock',
    label: 'Show Who Must Still Reset',
    purpose: 'How many users have not set a password yet, and who they are.',
  },
  {
    type: 'sendPasswordResets',
    icon: 'start',
    label: 'Send Password Resets…',
    purpose: 'Sends them a code by e-mail or SMS. Shows first what that costs.',
  },
  {
    type: 'importAgain',
    icon: 'refresh',
    label: 'Import Again…',
    purpose: 'The same file into the same pool, with the same role.',
  },
  {
    type: 'undoImport',
    icon: 'undo',
    isGrave: true,
    label: 'Undo Import…',
    purpose: 'Deletes the users of this job who are unchanged since. Shows the plan first.',
  },
];

/** All actions, with changes to some of them. */
function actions(changes: Partial<Record<AfterActionType, Partial<AfterAction>>>): AfterImport {
  return { actions: ready.map((action) => ({ ...action, ...changes[action.type] })) };
}

function blocked(needs: string): Pick<AfterAction, 'blocked'> {
  return { blocked: needs };
}

/** By the name of the page's state. @param now the time at which every state is shown. */
export function afterStates(now: number): Readonly<Record<string, AfterImport>> {
  const applied = {
    kind: 'done',
    text: 'Groups applied to 120 users, 2 left alone',
    at: now - 1_500 * minute,
  } as const;
  const needsCsv = blocked('Needs the CSV of the job.');
  const needsLog = blocked('Needs the log of the job.');
  return {
    afterReady: actions({}),
    afterRunning: actions({
      applyGroups: { state: applied },
      undoImport: {
        state: { kind: 'running', text: 'Deleting: 40 of 100 users', at: now - minute, share: 0.4 },
      },
    }),
    afterPaused: actions({
      applyGroups: { state: applied },
      undoImport: {
        label: 'Continue Undo…',
        state: { kind: 'paused', text: 'Paused at 40 of 100 users', at: now - 3 * minute },
      },
    }),
    afterWithoutCsv: {
      ...actions({
        showMustReset: needsCsv,
        sendPasswordResets: needsCsv,
        exportSubMap: needsCsv,
        applyGroups: { ...needsCsv, state: applied },
        undoImport: needsCsv,
      }),
      missing: {
        text: 'The users of nightly-import cannot be identified without the CSV that it imported. The log names lines only, and the CSV says who they are.',
        remedy: { type: 'locateCsv', icon: 'search', label: 'Locate CSV…' },
      },
    },
    afterWithoutLog: {
      ...actions({
        showMustReset: needsLog,
        sendPasswordResets: needsLog,
        exportSubMap: needsLog,
        applyGroups: needsLog,
        undoImport: needsLog,
      }),
      missing: {
        text: 'The users of nightly-import cannot be identified without its log, which says which rows it imported.',
      },
    },
    afterNobody: { actions: ready.filter(({ type }) => ['saveImportReport', 'importAgain'].includes(type)) },
  };
}
