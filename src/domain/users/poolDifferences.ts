// Compares the descriptions of two pools: what would stop a move of users, what would be lost, and what would change.
import type { UserPoolDescription } from '../gateway/importGateway.ts';
import type { PoolGroup } from '../gateway/userGateway.ts';
import { attributeDifferences, type AttributeDifference } from './attributeDifferences.ts';

export interface DescribedPool {
  readonly description: UserPoolDescription;
  readonly groups: readonly PoolGroup[];
}

/** stops: some or all users cannot be imported. loses: users arrive without something. changes: users or the application will notice. */
export type Effect = 'stops' | 'loses' | 'changes';

/** A difference in settings: `from` and `to` are values as the API spells them. */
export interface SettingDifference {
  readonly id: keyof typeof settingEffects;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

export interface GroupDifference {
  readonly id: 'groupMissing' | 'groupDiffers';
  /** The group in the source pool. */
  readonly group: PoolGroup;
}

export type Difference = SettingDifference | GroupDifference | AttributeDifference;

const settingEffects = {
  noAutoVerified: 'stops',
  otherAutoVerified: 'stops',
  usernameForm: 'stops',
  adminRecovery: 'stops',
  aliasGone: 'loses',
  caseFolds: 'loses',
  mfaGone: 'loses',
  triggerMissing: 'loses',
  caseMatters: 'changes',
  mfaNow: 'changes',
  factorGone: 'changes',
  recoveryGone: 'changes',
  passwordPolicy: 'changes',
  tierLower: 'changes',
  signUp: 'changes',
} as const satisfies Record<string, Effect>;

const otherEffects = {
  groupMissing: 'loses',
  groupDiffers: 'changes',
  requiredNow: 'stops',
  attributeMissing: 'loses',
  developerOnly: 'loses',
  typeDiffers: 'loses',
  narrower: 'loses',
  immutableNow: 'changes',
} as const satisfies Record<(GroupDifference | AttributeDifference)['id'], Effect>;

const effects = { ...settingEffects, ...otherEffects };

export function effectOf({ id }: Difference): Effect {
  return effects[id];
}

/** Differences in reading order: what stops a move comes first. */
export function poolDifferences(from: DescribedPool, to: DescribedPool): readonly Difference[] {
  const all = [
    ...settingDifferences(from.description, to.description),
    ...attributeDifferences(from.description, to.description),
    ...groupDifferences(from.groups, to.groups),
  ];
  const order: readonly Effect[] = ['stops', 'loses', 'changes'];
  return order.flatMap((effect) => all.filter((each) => effectOf(each) === effect));
}

function* settingDifferences(a: UserPoolDescription, b: UserPoolDescription): Generator<SettingDifference> {
  const differ = (
    id: SettingDifference['id'],
    from: readonly string[] = [],
    to: readonly string[] = [],
  ): SettingDifference => ({ id, from, to });
  const verifiedA = a.AutoVerifiedAttributes ?? [];
  const verifiedB = b.AutoVerifiedAttributes ?? [];
  if (verifiedB.length === 0) yield differ('noAutoVerified', verifiedA);
  else if (lacks(verifiedA, verifiedB)) yield differ('otherAutoVerified', verifiedA, verifiedB);
  const [namesA, namesB] = [a.UsernameAttributes ?? [], b.UsernameAttributes ?? []];
  if (lacks(namesA, namesB) || lacks(namesB, namesA)) yield differ('usernameForm', namesA, namesB);
  if (isAdminOnly(b) && !isAdminOnly(a)) yield differ('adminRecovery', recoveryOf(a), recoveryOf(b));
  // Users can sign in with an address whether it is the username or an alias.
  const signsInB = [...(b.AliasAttributes ?? []), ...namesB];
  if (lacks(a.AliasAttributes ?? [], signsInB)) yield differ('aliasGone', a.AliasAttributes, signsInB);
  // A pool without UsernameConfiguration is case-sensitive (API reference, UsernameConfigurationType).
  const [caseA, caseB] = [a, b].map(({ UsernameConfiguration: of }) => of?.CaseSensitive ?? true);
  if (caseA !== caseB) yield differ(caseA === true ? 'caseFolds' : 'caseMatters');
  const [mfaA, mfaB] = [a.MfaConfiguration ?? 'OFF', b.MfaConfiguration ?? 'OFF'];
  if (mfaB === 'OFF' && mfaA !== 'OFF') yield differ('mfaGone', [mfaA], [mfaB]);
  if (mfaB === 'ON' && mfaA !== 'ON') yield differ('mfaNow', [mfaA], [mfaB]);
  const triggers = without(a.Triggers ?? [], b.Triggers ?? []);
  if (triggers.length > 0) yield differ('triggerMissing', triggers);
  if (lacks(a.FirstAuthFactors ?? [], b.FirstAuthFactors ?? []))
    yield differ('factorGone', a.FirstAuthFactors, b.FirstAuthFactors);
  if (!isAdminOnly(b) && lacks(recoveryOf(a), recoveryOf(b)))
    yield differ('recoveryGone', recoveryOf(a), recoveryOf(b));
  const [policyA, policyB] = [a, b].map(({ PasswordPolicy }) => policyWords(PasswordPolicy ?? {}));
  if (JSON.stringify(policyA) !== JSON.stringify(policyB)) yield differ('passwordPolicy', policyA, policyB);
  const [tierA, tierB] = [a, b].map(({ UserPoolTier }) => tiers.indexOf(UserPoolTier ?? ''));
  if ((tierB ?? -1) !== -1 && (tierB ?? 0) < (tierA ?? 0))
    yield differ('tierLower', [a.UserPoolTier ?? ''], [b.UserPoolTier ?? '']);
  if (a.SelfSignUp !== undefined && b.SelfSignUp !== undefined && a.SelfSignUp !== b.SelfSignUp)
    yield differ('signUp', [String(a.SelfSignUp)], [String(b.SelfSignUp)]);
}

/** The lower one first. */
const tiers: readonly string[] = ['LITE', 'ESSENTIALS', 'PLUS'];

function recoveryOf({ AccountRecoverySetting: setting }: UserPoolDescription): readonly string[] {
  return (setting?.RecoveryMechanisms ?? []).flatMap(({ Name }) => Name ?? []);
}

function isAdminOnly(pool: UserPoolDescription): boolean {
  const names = recoveryOf(pool);
  return names.length > 0 && names.every((name) => name === 'admin_only');
}

function policyWords(policy: NonNullable<UserPoolDescription['PasswordPolicy']>): readonly string[] {
  return Object.entries(policy)
    .filter(([name]) => /^(MinimumLength|Require)/.test(name))
    .map(([name, value]) => `${name} ${String(value)}`)
    .sort();
}

function* groupDifferences(a: readonly PoolGroup[], b: readonly PoolGroup[]): Generator<GroupDifference> {
  const there = new Map(b.map((group) => [group.name, group]));
  for (const group of a) {
    const same = there.get(group.name);
    if (!same) yield { id: 'groupMissing', group };
    else if (same.precedence !== group.precedence || same.roleArn !== group.roleArn)
      yield { id: 'groupDiffers', group };
  }
}

function without(all: readonly string[], others: readonly string[]): readonly string[] {
  return all.filter((each) => !others.includes(each));
}

function lacks(wanted: readonly string[], there: readonly string[]): boolean {
  return without(wanted, there).length > 0;
}
