// A service as a table of operations, independent of the protocol.
import type { Caller } from './http/accessKeys.ts';
import { readInput, type Input, type Members } from './validation.ts';

/** What an operation knows about the call besides its input. */
export interface CallContext {
  readonly caller: Caller;
  readonly requestId: string;
  /** The Region that the call is signed for; absent for an unsigned call. */
  readonly region?: string;
}

export interface Operation {
  /** Validates the request against its model and runs it. Returns a JSON object (absent members undefined), or a promise of one. */
  run(input: Readonly<Record<string, unknown>>, context: CallContext): object | Promise<object>;
  /** The input itself identifies the caller: the call is not signed. */
  readonly isUnsigned?: true;
}

/** The caller of an unsigned call. */
export const nobody: Caller = { accountId: '', arn: '', userId: '' };

export interface Service {
  /** SigV4 service name, also the prefix of its IAM actions. */
  readonly name: string;
  readonly operations: Readonly<Partial<Record<string, Operation>>>;
  /** The resource that IAM names when it denies the call. */
  resource(operation: string, input: Readonly<Record<string, unknown>>): string;
  /** What IAM must allow in addition to the operation: passing a role. */
  furtherActions?(
    operation: string,
    input: Readonly<Record<string, unknown>>,
  ): readonly { readonly action: string; readonly resource: string }[];
  /** Its own names for general errors. */
  readonly errorNames?: Readonly<Partial<Record<string, string>>>;
}

export function operation<M extends Members>(
  members: M,
  run: (input: Input<M>, context: CallContext) => object,
): Operation {
  return { run: (input, context) => run(readInput(members, input), context) };
}
