// Which rules the value at a path follows: the format's, or what the user says.
import { leaveOut, plain, to, type Format, type Rule } from '../formats/format.ts';
import type { Meaning } from '../user.ts';

/** What the user says of paths where it is not what the format says: an attribute, or '' for kept aside. */
export type ColumnChoices = ReadonlyMap<string, Meaning>;

/** Undefined for a path of which nothing is known. */
export function rulesFor(
  { rules, ruleFor }: Format,
  path: string,
  choice: Meaning | undefined,
): readonly Rule[] | undefined {
  const own = Object.hasOwn(rules, path) ? rules[path] : ruleFor?.(path);
  const given = own === undefined || !('kind' in own) ? own : [own];
  return choice === undefined ? given : chosenRules(given, choice);
}

/** Hashes and what is left out are not kept aside, whatever the user says: after.csv is no place for them. */
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

/** Where a value is imported as it is, the parts of objects and lists are columns of their own. */
export function takesWhole(rule: Rule): boolean {
  return rule.kind !== 'value' || rule.read !== plain;
}
