// A service as a table of operations, whatever protocol carries them.
import type { Caller } from './http/accessKeys.ts';
import { readInput, type Input, type Members } from './validation.ts';

/** What an operation is told about the call besides its input. */
export interface CallContext {
  readonly caller: Caller;
  readonly requestId: string;
  /** The Region the call is signed for; where it is not signed, none. */
  readonly region?: string;
}

export interface Operation {
  /** Checks the request against its model and runs it; the answer is a JSON object (absent members undefined), or promises one. */
  run(input: Readonly<Record<string, unknown>>, context: CallContext): object | Promise<object>;
  /** What it is given proves who calls: it is asked for without a signature. */
  readonly isUnsigned?: true;
}

/** The caller of what is not signed. */
export const nobody: Caller = { accountId: '', arn: '', userId: '' };

export interface Service {
  /** SigV4 service name, also the prefix of its IAM actions. */
  readonly name: string;
  readonly operations: Readonly<Partial<Record<string, Operation>>>;
  /** The resource IAM names when it says no. */
  resource(operation: string, input: Readonly<Record<string, unknown>>): string;
  /** What IAM must allow besides the operation itself: passing a role on. */
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
