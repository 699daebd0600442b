// What the user connects to: a profile and region, the credential chain of the environment, or the local sandbox.

/** Unique and stable: made from the parts of the connection, never from how it is shown. Contains no space. */
export type ConnectionId = string;

export type Connection =
  | { readonly kind: 'profile'; readonly id: ConnectionId; readonly profile: string; readonly region: string }
  | { readonly kind: 'environment'; readonly id: ConnectionId; readonly region: string }
  | { readonly kind: 'sandbox'; readonly id: ConnectionId; readonly region: string };

/** The identity of the connection's credentials (STS GetCallerIdentity). */
export interface Account {
  /** 12 digits. */
  readonly accountId: string;
  /** The caller's ARN. */
  readonly arn: string;
}

/** How a profile gets its credentials, in the order in which the SDK's chain tries them. */
export type ProfileKind =
  | 'assumeRole'
  | 'static'
  | 'webIdentity'
  | 'credentialProcess'
  | 'sso'
  | 'login'
  /** A section without credentials: the chain finds none. */
  | 'none';

/** What is wrong with a profile in the AWS files, in a sentence or two, and where. */
export interface ProfileProblem {
  readonly text: string;
  readonly file: string;
  /** From 1 on. */
  readonly line: number;
}

/** A profile as it stands in the user's AWS files: nothing is resolved. */
export interface Profile {
  readonly name: string;
  readonly kind: ProfileKind;
  /** The profile's own region, where it names one. */
  readonly region?: string;
  /** The path of the file that defines the credentials, for opening the section. */
  readonly file: string;
  readonly problem?: ProfileProblem;
  /** The profile is in the files, but the SDK does not read it: `problem` says why. */
  readonly isUnreadable?: true;
}

export function profileConnection(profile: string, region: string): Connection {
  return { kind: 'profile', id: `profile/${encodeURIComponent(profile)}/${region}`, profile, region };
}

export function environmentConnection(region: string): Connection {
  return { kind: 'environment', id: `environment/${region}`, region };
}

export const sandboxConnection: Connection = { kind: 'sandbox', id: 'sandbox', region: 'us-east-1' };
