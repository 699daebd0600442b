// The rules for the value at a path: the format's, or the user's choices.
import { leaveOut, plain, to, type Format, type Rule } from '../formats/format.ts';
import type { Meaning } from '../user.ts';

/** The user's choices that differ from the format's: an attribute, or '' to keep the value aside. */
export type ColumnChoices = ReadonlyMap<string, Meaning>;

/** Undefined for an unknown path. */
export function rulesFor(
  { rules, ruleFor }: Format,
  path: string,
  choice: Meaning | undefined,
): readonly Rule[] | undefined {
  const own = Object.hasOwn(rules, path) ? rules[path] : ruleFor?.(path);
  const given = own === undefined || !('kind' in own) ? own : [own];
  return choice === undefined ? given : chosenRules(given, choice);
}

/** Hashes and omitted values are never kept aside: they must not be in after.csv. */
function chosenRules(given: readonly Rule[] = [], choice: Meaning): readonly Rule[] | undefined {
  const refusals = given.filter(({ kind }) => kind === 'refuse');
  if (choice !== '') {
    const same = given.filter((rule) => rule.kind === 'value' && rule.meaning === choice);
    return [...refusals, ...(same.length > 0 ? same : [to(choice)])];
  }
  const isSecret = given.some(({ kind }) => kind === 'hash' || kind === 'hashPart' || kind === 'leaveOut');
  if (isSecret) return [leaveOut];
  return refusals.length > 0 ? refusals : undefined;
}

/** If values are imported unchanged, the parts of objects and lists are separate columns. */
export function takesWhole(rule: Rule): boolean {
  return rule.kind !== 'value' || rule.read !== plain;
}
