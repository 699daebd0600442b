// What can go wrong, as a small union: each kind has its own words, one action, and its own rule for polling.

export const failureKinds = [
  /** Credentials or login are not valid any more: polling rests until the files change or the user signs in. */
  'expired',
  /** IAM denies the call. Polling rests until something changes. */
  'denied',
  /** The account's quota is used up. Polling backs off silently. */
  'throttled',
  /** No useful answer from AWS: network, DNS, proxy, or a server error (5xx, with a `short` of its own). Back off. */
  'offline',
  /** The pool or job is gone. */
  'notFound',
  /** The resource is in a state that does not allow it (PreconditionNotMet, another job active, a limit reached). */
  'conflict',
  /** Profile, region, clock, files: something for the user to correct. Polling rests. */
  'misconfigured',
  /** Cancelled by the user or a dispose. No error: not shown, or shown as a state with Retry. */
  'cancelled',
  'unexpected',
] as const;
export type FailureKind = (typeof failureKinds)[number];

/** The action that helps. `ui` shows a button for each. */
export type FailureAction =
  /** `withNewJob`: with a new import job, where the old one cannot be used any more. */
  | { readonly type: 'retry'; readonly withNewJob?: true }
  /** Runs a command in a terminal: `aws sso login --profile x` or `aws login --profile x`. */
  | { readonly type: 'signIn'; readonly command: string }
  /** Opens the AWS file at a line, counted from 1, or at the profile's section. */
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
  /** What happened, in one sentence in the user's words. */
  readonly message: string;
  /** A word or two for a row, where the kind's own words would mislead. */
  readonly short?: string;
  /** The original words of the service or the SDK. Never a credential, never a URL with a query. */
  readonly detail?: string;
  readonly action?: FailureAction;
  /** `error.name`, which users search for. */
  readonly code?: string;
  readonly requestId?: string;
}

/** Carries a Failure as an exception. Recognised by its shape, not its class: each bundle has its own copy. */
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

/** Whether an exception is a defect of ours, which must be logged: every exception without a failure. */
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

/** Whether two failures look the same to the user, so that views need no update. */
export function sameFailure(a: Failure | undefined, b: Failure | undefined): boolean {
  return a?.kind === b?.kind && a?.message === b?.message && a?.detail === b?.detail;
}

/** Failures that may pass by themselves: worth a retry after a while. */
export function isPassing({ kind }: Failure): boolean {
  return kind === 'throttled' || kind === 'offline' || kind === 'unexpected';
}

/** Failures of the whole connection, not of one pool or job. */
export function isConnectionWide({ kind }: Failure): boolean {
  return ['expired', 'misconfigured', 'offline', 'cancelled'].includes(kind);
}
