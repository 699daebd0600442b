// Undo Import…: deletes the users that a job created and that have not changed since.
import { recordsSignIns, undoAction, type UndoRow } from '../../../domain/users/undo.ts';
import { isNumber, isObject, isText } from '../../../files/imports/storedState.ts';
import { commands } from '../../shell/ids.ts';
import type { FollowUp } from './followUp.ts';
import { planUndo } from './undoPlan.ts';
import { undoNouns } from './undoWords.ts';

export const undoImport: FollowUp<UndoRow> = {
  kind: 'undo',
  command: commands.undoImport,
  nouns: undoNouns,
  isGrave: true,
  parse(value) {
    if (!isObject(value)) return undefined;
    const { line, username, sub, created } = value;
    const isRow = isNumber(line) && isText(username) && isText(sub) && isNumber(created);
    return isRow ? { line, username, sub, created } : undefined;
  },
  plan: planUndo,
  // If the plan relied on the sign-in history, it is read even if it was switched off since: then the undo pauses and says why.
  act: ({ users, userPoolId, run, pool, plan }) =>
    Promise.resolve(undoAction(users, userPoolId, run, plan?.['history'] === 1 || recordsSignIns(pool))),
};
