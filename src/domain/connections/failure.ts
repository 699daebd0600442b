// What can go wrong, as a small union: each kind has its own words, its own one action and its own rule for polling on.

export const failureKinds = [
  /** Credentials or login no longer valid: polling rests until the files change or the user signs in. */
  'expired',
  /** IAM said no. Polling rests until something changes. */
  'denied',
  /** The account's quota. Back off silently. */
  'throttled',
  /** No useful answer from AWS: network, DNS, proxy, or a server error (5xx, with a `short` of its own). Back off. */
  'offline',
  /** The pool or job is gone. */
  'notFound',
  /** The resource is in a state that does not allow it (PreconditionNotMet, another job active, a limit reached). */
  'conflict',
  /** Profile, region, clock, files: the user has something to put right. Polling rests. */
  'misconfigured',
  /** The user (or a dispose) gave up. Not an error: shown nowhere, or as a state with Retry. */
  'cancelled',
  'unexpected',
] as const;
export type FailureKind = (typeof failureKinds)[number];

/** The one thing that helps. `ui` gives each a button. */
export type FailureAction =
  /** With a new import job where the old one is of no use any more. */
  | { readonly type: 'retry'; readonly withNewJob?: true }
  /** Run a command in a terminal: `aws sso login --profile x` or `aws login --profile x`. */
  | { readonly type: 'signIn'; readonly command: string }
  /** Open the AWS file at a line, counted from 1, or at the profile's section. */
  | {
      readonly type: 'openConfig';
      readonly profile?: string;
      readonly file?: string;
      readonly line?: number;
    }
  | { readonly type: 'chooseProfile' }
  | { readonly type: 'chooseRegion' }
  | { readonly type: 'copyIamPolicy' }
  | { readonly type: 'proxySettings' }
  | { readonly type: 'showLog' };

export interface Failure {
  readonly kind: FailureKind;
  /** One plain sentence: what happened, in the user's words. */
  readonly message: string;
  /** A word or two for a row, where those of its kind would mislead. */
  readonly short?: string;
  /** The service's or the SDK's own words, for who wants them. Never a credential, never a URL with a query. */
  readonly detail?: string;
  readonly action?: FailureAction;
  /** `error.name`, as users search for it. */
  readonly code?: string;
  readonly requestId?: string;
}

/** How a Failure travels as an exception. Told by shape, not by class: host and SDK bundles each have their own copy. */
export class FailureError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, options?: { cause?: unknown }) {
    super(failure.message, options);
    this.name = 'FailureError';
    this.failure = failure;
  }
}

/** The failure an exception carries. Anything else that was thrown is a defect. */
export function failureOf(error: unknown): Failure {
  if (isFailureError(error)) return error.failure;
  return {
    kind: 'unexpected',
    message: 'Something unexpected happened.',
    detail: error instanceof Error ? `${error.name}: ${error.message}` : textOf(error),
    action: { type: 'showLog' },
  };
}

/** Whether an exception is a defect of ours, which the log must have: everything that carries no failure. */
export function isDefect(error: unknown): boolean {
  return !isFailureError(error);
}

function isFailureError(error: unknown): error is FailureError {
  return (
    error instanceof Error && error.name === 'FailureError' && 'failure' in error && isFailure(error.failure)
  );
}

/** The text of a thrown value that is no Error; objects may have none at all. */
export function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return 'A value without a text was thrown.';
  }
}

function isFailure(value: unknown): value is Failure {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    (failureKinds as readonly unknown[]).includes(value.kind) &&
    'message' in value &&
    typeof value.message === 'string'
  );
}

/** Whether two failures read the same, so that nothing needs to be shown again. */
export function sameFailure(a: Failure | undefined, b: Failure | undefined): boolean {
  return a?.kind === b?.kind && a?.message === b?.message && a?.detail === b?.detail;
}

/** Failures that pass by themselves: worth asking again after a while. */
export function isPassing({ kind }: Failure): boolean {
  return kind === 'throttled' || kind === 'offline' || kind === 'unexpected';
}

/** Failures that say something of the connection, not of the one pool or job. */
export function isConnectionWide({ kind }: Failure): boolean {
  return ['expired', 'misconfigured', 'offline', 'cancelled'].includes(kind);
}
