// Where a connection's credentials come from, so that a failure can name the profile and offer its login.
import { defined } from '../../domain/base/defined.ts';
import type { Connection, ProfileKind, ProfileProblem } from '../../domain/connections/connection.ts';
import type { FailureAction } from '../../domain/connections/failure.ts';
import { originWords } from './failureWords.ts';
import { environmentProfile, kindOf, type AwsFiles } from '../profiles/profiles.ts';

export interface Origin {
  /** As a sentence names it: `Profile "dev"`, `The environment`. */
  readonly who: string;
  /** The profile, if there is one, and the file that defines it. */
  readonly profile?: string;
  readonly file?: string;
  /** How the profile gets its credentials; undefined for a missing one. */
  readonly kind?: ProfileKind;
  /** How the profile at the start of its role chain gets them; its own kind without a `source_profile`. */
  readonly sourceKind?: ProfileKind;
  /** What is wrong in the AWS files with the profile or with one in its role chain. */
  readonly problem?: ProfileProblem;
  /** The command that signs in again, if a login can help. */
  readonly signIn?: string;
}

/** The profile that a connection's credentials come from; undefined for variables or metadata. */
export function profileOf(connection: Connection, files: AwsFiles): string | undefined {
  if (connection.kind === 'profile') return connection.profile;
  return connection.kind === 'environment' ? environmentProfile(files) : undefined;
}

export function originOf(connection: Connection, files: AwsFiles): Origin {
  const profile = profileOf(connection, files);
  if (profile === undefined) {
    if (connection.kind === 'sandbox') return { who: originWords.sandbox };
    return defined({ who: originWords.environment, problem: files.problemOf('default') });
  }
  const chain = files.chain(profile).map(({ name, section }) => ({
    name,
    kind: kindOf(section),
    next: section['source_profile'],
  }));
  const source = chain.at(-1);
  const names = [profile, ...chain.flatMap(({ next }) => (next === undefined ? [] : [next]))];
  return defined({
    who: originWords.profile(profile),
    profile,
    file: files.fileOf(profile),
    kind: chain[0]?.kind,
    sourceKind: source?.kind,
    problem: names.map((name) => files.problemOf(name)).find(Boolean),
    signIn: source && signInCommand(source.name, source.kind),
  });
}

export function openConfig(origin: Origin): FailureAction {
  const { profile, file } = origin;
  return defined({ type: 'openConfig' as const, profile, file });
}

/** Opens the file at the line of the mistake. */
export function openProblem({ file, line }: ProfileProblem): FailureAction {
  return { type: 'openConfig', file, line };
}

/** Only names that every shell reads alike: the command runs in a terminal. */
function signInCommand(profile: string, kind: ProfileKind): string | undefined {
  if (!/^[\w@+.:/-]+$/.test(profile)) return undefined;
  if (kind === 'sso') return `aws sso login --profile ${profile}`;
  return kind === 'login' ? `aws login --profile ${profile}` : undefined;
}
