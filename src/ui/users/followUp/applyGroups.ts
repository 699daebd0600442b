// Apply Groups and Disabled State…: applies what Cognito's CSV cannot carry, from the file kept aside.
import { createReadStream } from 'node:fs';
import type { UserGateway } from '../../../domain/gateway/userGateway.ts';
import { applyAction, type ApplyRow } from '../../../domain/users/applyGroups.ts';
import { listGroups } from '../../../domain/users/groups.ts';
import { isBoolean, isNumber, isObject, isText } from '../../../files/imports/storedState.ts';
import { readLines } from '../../../files/rows/lines.ts';
import type { HeldPass } from '../../../files/rows/passes.ts';
import { listPath } from '../../../files/rows/rowFiles.ts';
import { commands } from '../../shell/ids.ts';
import type { FollowUp } from './followUp.ts';
import { planGroups } from './groupPlan.ts';
import { groupNouns } from './groupWords.ts';

export const applyGroups: FollowUp<ApplyRow> = {
  kind: 'groups',
  command: commands.applyGroups,
  nouns: groupNouns,
  isGrave: false,
  parse: toApplyRow,
  plan: planGroups,
  prepare: (users, pass, { userPoolId }) => createMissing(users, pass, userPoolId),
  act: ({ users, userPoolId }) => Promise.resolve(applyAction(users, userPoolId)),
};

/** Creates missing groups, also when a pass is resumed: it may have been stopped between two groups. */
async function createMissing(
  users: UserGateway,
  pass: HeldPass<ApplyRow>,
  userPoolId: string,
): Promise<void> {
  const wanted = new Set<string>();
  for await (const { text } of readLines(createReadStream(listPath(pass.folder))))
    for (const group of toApplyRow(JSON.parse(text))?.groups ?? []) wanted.add(group);
  const signal = pass.lease.lost;
  const there = await listGroups(users, userPoolId, signal);
  for (const group of wanted) {
    if (there.has(group)) continue;
    await pass.lease.check();
    await users.createGroup(userPoolId, group, signal);
  }
}

function toApplyRow(value: unknown): ApplyRow | undefined {
  if (!isObject(value)) return undefined;
  const { line, username, sub, groups, disable } = value;
  const isList = (list: unknown): list is readonly string[] => Array.isArray(list) && list.every(isText);
  const isRow = isNumber(line) && isText(username) && isText(sub) && isList(groups) && isBoolean(disable);
  return isRow ? { line, username, sub, groups, disable } : undefined;
}
