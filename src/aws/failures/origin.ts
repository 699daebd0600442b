// Where a connection's credentials come from, so that a failure can name it and offer the login that belongs to it.
import { defined } from '../../domain/base/defined.ts';
import type { Connection, ProfileKind, ProfileProblem } from '../../domain/connections/connection.ts';
import type { FailureAction } from '../../domain/connections/failure.ts';
import { environmentProfile, kindOf, type AwsFiles } from '../profiles/profiles.ts';

export interface Origin {
  /** As a sentence names it: `Profile "dev"`, `The environment`. */
  readonly who: string;
  /** The profile concerned, where there is one, and the file it stands in. */
  readonly profile?: string;
  readonly file?: string;
  /** How the profile gets its credentials; undefined for one that is not there. */
  readonly kind?: ProfileKind;
  /** How the profile its roles start from gets them: its own kind where there is no `source_profile`. */
  readonly sourceKind?: ProfileKind;
  /** What is wrong with the profile, or with one its roles start from, in the AWS files. */
  readonly problem?: ProfileProblem;
  /** The command that signs in again, where a login can help. */
  readonly signIn?: string;
}

/** The profile a connection resolves its credentials from; undefined where only variables or metadata can tell. */
export function profileOf(connection: Connection, files: AwsFiles): string | undefined {
  if (connection.kind === 'profile') return connection.profile;
  return connection.kind === 'environment' ? environmentProfile(files) : undefined;
}

export function originOf(connection: Connection, files: AwsFiles): Origin {
  const profile = profileOf(connection, files);
  if (profile === undefined) {
    if (connection.kind === 'sandbox') return { who: 'The sandbox' };
    return defined({ who: 'The environment', problem: files.problemOf('default') });
  }
  const chain = files.chain(profile).map(({ name, section }) => ({
    name,
    kind: kindOf(section),
    next: section['source_profile'],
  }));
  const source = chain.at(-1);
  const names = [profile, ...chain.flatMap(({ next }) => (next === undefined ? [] : [next]))];
  return defined({
    who: `Profile "${profile}"`,
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

/** Opens the file where what is wrong with it stands. */
export function openProblem({ file, line }: ProfileProblem): FailureAction {
  return { type: 'openConfig', file, line };
}

/** Only names that mean the same to every shell: the command is going to be run in a terminal. */
function signInCommand(profile: string, kind: ProfileKind): string | undefined {
  if (!/^[\w@+.:/-]+$/.test(profile)) return undefined;
  if (kind === 'sso') return `aws sso login --profile ${profile}`;
  return kind === 'login' ? `aws login --profile ${profile}` : undefined;
}
