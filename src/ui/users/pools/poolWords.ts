// Texts of a comparison of two user pools.
import type { SchemaAttributeDescription } from '../../../domain/gateway/importGateway.ts';
import type { PoolGroup } from '../../../domain/gateway/userGateway.ts';
import type { AttributeDifference } from '../../../domain/users/attributeDifferences.ts';
import type {
  Difference,
  Effect,
  GroupDifference,
  SettingDifference,
} from '../../../domain/users/poolDifferences.ts';
import { attributesPerPool } from '../../../domain/users/poolFixes.ts';
import { code } from './markdown.ts';

export const poolWords = {
  title: 'Compare User Pools',
  pickFrom: 'Select the user pool that users come from',
  pickTo: 'Select the user pool that they go to',
  same: 'A user pool cannot be compared with itself. Select another one.',
  reading: 'Reading both user pools',
  document: (from: string, to: string): string => `${from} to ${to}`,
  heading: (from: string, to: string): string => `Moving users from ${from} to ${to}`,
  from: 'From',
  to: 'To',
  rows: {
    pool: 'User pool',
    place: 'Connection',
    users: 'Users, as AWS estimates',
    tier: 'Tier',
    groups: 'Groups',
  },
  unknown: 'unknown',
  nothing: 'Nothing stands in the way: every attribute, sign-in rule and group of the one is in the other.',
  commands: 'Commands that add what is missing',
  commandsNote:
    'They change the user pool that users go to. Custom attributes can neither be changed nor removed afterwards.',
  tooMany: (number: number): string =>
    `The user pool would have ${number} custom attributes; it can have ${attributesPerPool}.`,
  anyCase: 'Lost in any case',
  anyCaseList: [
    '**Passwords.** No API gives them. Users set a new one by *Forgot password*, or sign in without one where the user pool allows that.',
    '**`sub`.** Everyone gets a new one. *Export Sub Map…* says which, beside the old one.',
    '**Second factors, remembered devices, passkeys and sessions.** They are set up anew.',
    '**Links to identity providers.** Users who sign in through one are made when they next do.',
    '**Groups and disabled users** are not imported, but *Apply Groups and Disabled State…* restores them from `NAME.after.csv`.',
    '**Dates.** A user counts as created when it is imported.',
  ],
  next: 'Next',
  nextList: (from: string, to: string): string =>
    `*Export Users…* on ${from}, then *Validate Import CSV…* for ${to}: it names every row that this user pool would refuse.`,
};

export const effectWords: Readonly<Record<Effect, string>> = {
  stops: 'Stops the move',
  loses: 'Would be lost',
  changes: 'Would change',
};

/** The AWS CLI can only replace a pool's settings as a whole. */
const inSettings =
  'Change it in the settings of the user pool, in the AWS console; `update-user-pool` of the AWS CLI resets every setting that the command does not name.';
const onlyNewPool = 'This is decided when a user pool is made: it takes another user pool.';

export interface Words {
  /** Markdown. */
  readonly text: string;
  readonly fix: string;
}

type Settings = Readonly<Record<SettingDifference['id'], (from: string, to: string) => Words>>;

/** Stands for an empty list in a setting. */
const nothing = 'nothing';

const settings: Settings = {
  noAutoVerified: () => ({
    text: 'The user pool verifies neither e-mail addresses nor phone numbers automatically: no import job can start.',
    fix: `Let it verify the one that your users have verified. ${inSettings}`,
  }),
  otherAutoVerified: (from, to) => ({
    text: `Before, ${from} was verified automatically; here it is ${to}. Users who have verified nothing else are refused.`,
    fix: inSettings,
  }),
  usernameForm: (from, to) => ({
    text: `Before, ${from} took the place of usernames; here it is ${to}. Usernames change, or are refused.`,
    fix: `${onlyNewPool} Or convert the CSV, so that the column cognito:username has what this user pool wants.`,
  }),
  adminRecovery: (from) => ({
    text: `Only administrators can recover accounts; before, it was ${from}. Imported users have no password and could not set one by themselves.`,
    fix: inSettings,
  }),
  aliasGone: (from, to) => ({
    text: `Before, users could also sign in with ${from}; here ${to === nothing ? 'with their usernames only' : `with their usernames or ${to}`}.`,
    fix: onlyNewPool,
  }),
  caseFolds: () => ({
    text: 'Case no longer matters in usernames: of two users whose names differ in case only, the second is skipped.',
    fix: `${onlyNewPool} *Validate Import CSV…* names such users.`,
  }),
  mfaGone: (from) => ({
    text: `MFA was ${from} and is OFF: nobody is asked for a second factor.`,
    fix: inSettings,
  }),
  triggerMissing: (from) => ({
    text: `Lambda triggers that are not set: ${from}.`,
    fix: `Deploy the functions where this user pool can call them, and set them. ${inSettings}`,
  }),
  caseMatters: () => ({
    text: 'Case matters in usernames: users have to type theirs exactly as it was imported.',
    fix: onlyNewPool,
  }),
  mfaNow: (from) => ({
    text: `MFA was ${from} and is ON: everyone sets up a second factor at the first sign-in.`,
    fix: inSettings,
  }),
  factorGone: (from, to) => ({
    text: `Before, sign-in could begin with ${from}; here with ${to}.`,
    fix: inSettings,
  }),
  recoveryGone: (from, to) => ({
    text: `Before, accounts were recovered by ${from}; here by ${to}.`,
    fix: inSettings,
  }),
  passwordPolicy: (from, to) => ({
    text: `The password policy was ${from}, and is ${to}. It holds for the passwords that users set anew.`,
    fix: inSettings,
  }),
  tierLower: (from, to) => ({
    text: `The tier was ${from} and is ${to}: features of the higher tier are not there.`,
    fix: inSettings,
  }),
  signUp: (from) => ({
    text:
      from === '`true`'
        ? 'Users could sign up by themselves; now only administrators create users.'
        : 'Only administrators could create users; now users can sign up by themselves.',
    fix: inSettings,
  }),
};

const groups: Readonly<Record<GroupDifference['id'], (group: PoolGroup) => Words>> = {
  groupMissing: ({ name, precedence, roleArn }) => {
    const more = [
      ...(precedence === undefined ? [] : ['precedence']),
      ...(roleArn === undefined ? [] : ['role']),
    ];
    return {
      text: `The group ${code(name)} is not there.`,
      fix:
        more.length === 0
          ? '*Apply Groups and Disabled State…* creates it.'
          : `*Apply Groups and Disabled State…* creates it without its ${more.join(' and ')}: create it before, by the command below.`,
    };
  },
  groupDiffers: ({ name }) => ({
    text: `The group ${code(name)} has another precedence or role.`,
    fix: 'Change it with `update-group` of the AWS CLI, if it should be the same.',
  }),
};

type Attribute = SchemaAttributeDescription;

const attributes: Readonly<
  Record<AttributeDifference['id'], (name: string, from: Attribute, to: Attribute | undefined) => Words>
> = {
  requiredNow: (name) => ({
    text: `${name} is required: users without it are refused.`,
    fix: `${onlyNewPool} Or fill the column in the CSV.`,
  }),
  attributeMissing: (name) => ({
    text: `${name} is not there: its values are not imported.`,
    fix: 'Add it by the command below.',
  }),
  developerOnly: (name) => ({
    text: `${name} is for developers only, and import CSVs have no column for it.`,
    fix: 'Its values are kept in `NAME.after.csv`, to be set by the application.',
  }),
  typeDiffers: (name, from, to) => ({
    text: `${name} was of the type ${from.AttributeDataType ?? ''} and is of ${to?.AttributeDataType ?? ''}.`,
    fix: 'An attribute cannot be changed: add one of another name, and rename the column in the CSV.',
  }),
  narrower: (name, from, to) => ({
    text: `${name} took ${bounds(from)} and takes ${bounds(to)}: users with other values are refused.`,
    fix: 'An attribute cannot be changed: shorten the values in the CSV, or add an attribute of another name.',
  }),
  immutableNow: (name) => ({
    text: `${name} cannot be changed once a user has it. The import can still set it.`,
    fix: 'An attribute cannot be changed: add one of another name, if users have to change it.',
  }),
};

function bounds({
  StringAttributeConstraints: text,
  NumberAttributeConstraints: number,
}: Attribute = {}): string {
  const [low, high] = [text?.MinLength ?? number?.MinValue, text?.MaxLength ?? number?.MaxValue];
  const unit = number === undefined ? ' characters' : '';
  if (low === undefined && high === undefined) return 'anything';
  if (high === undefined) return `${low ?? ''}${unit} or more`;
  return low === undefined ? `${high}${unit} or less` : `${low} to ${high}${unit}`;
}

export function differenceWords(difference: Difference): Words {
  if ('group' in difference) return groups[difference.id](difference.group);
  if ('attribute' in difference) {
    const { id, attribute, other } = difference;
    return attributes[id](code(attribute.Name ?? ''), attribute, other);
  }
  return settings[difference.id](listWords(difference.from), listWords(difference.to));
}

function listWords(names: readonly string[]): string {
  return names.length === 0 ? nothing : names.map((name) => code(name)).join(', ');
}
