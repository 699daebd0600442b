// Where a connection's credentials come from, so that a failure can name it and offer the login that belongs to it.
import type { Connection, ProfileKind } from '../domain/connections/connection.ts';
import type { FailureAction } from '../domain/connections/failure.ts';
import { environmentProfile, kindOf, type AwsFiles } from './profiles.ts';

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
    return { who: connection.kind === 'sandbox' ? 'The sandbox' : 'The environment' };
  }
  const chain = files.chain(profile).map(({ name, section }) => ({ name, kind: kindOf(section) }));
  const kind = chain[0]?.kind;
  const source = chain.at(-1);
  const signIn = source && signInCommand(source.name, source.kind);
  return {
    who: `Profile "${profile}"`,
    profile,
    file: files.fileOf(profile),
    ...(kind && { kind }),
    ...(source && { sourceKind: source.kind }),
    ...(signIn !== undefined && { signIn }),
  };
}

export function openConfig(origin: Origin): FailureAction {
  return {
    type: 'openConfig',
    ...(origin.profile !== undefined && { profile: origin.profile }),
    ...(origin.file !== undefined && { file: origin.file }),
  };
}

/** Only names that mean the same to every shell: the command is going to be run in a terminal. */
function signInCommand(profile: string, kind: ProfileKind): string | undefined {
  if (!/^[\w@+.:/-]+$/.test(profile)) return undefined;
  if (kind === 'sso') return `aws sso login --profile ${profile}`;
  return kind === 'login' ? `aws login --profile ${profile}` : undefined;
}
