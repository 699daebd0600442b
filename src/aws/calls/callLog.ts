// Logs one line per call, to find the call in AWS's own logs: operation, region, request id, attempts, time. Never an input or output.
import type { Failure } from '../../domain/connections/failure.ts';

export interface Call {
  readonly connection: string;
  readonly operation: string;
  readonly userPoolId?: string;
  readonly jobId?: string;
  /** The SDK's `$metadata`; absent without an answer. */
  readonly metadata:
    { readonly httpStatusCode?: number; readonly requestId?: string; readonly attempts?: number } | undefined;
}

export interface SendOptions {
  readonly abortSignal: AbortSignal;
}

/** The result of a call, and the SDK's `$metadata`. */
export interface Answer<T> {
  readonly value: T;
  readonly metadata: Call['metadata'];
}

export function succeededLine(call: Call, milliseconds: number): string {
  return words(call, milliseconds).join(' ');
}

export function failedLine(call: Call, failure: Failure, milliseconds: number): string {
  const reason = [failure.kind, failure.code].filter(Boolean).join(' ');
  const detail = failure.detail ?? failure.message;
  return [...words(call, milliseconds), `failed (${reason}): ${detail}`].join(' ');
}

function words({ connection, operation, userPoolId, jobId, metadata }: Call, milliseconds: number): string[] {
  return [
    `[${connection}]`,
    operation,
    ...[userPoolId, jobId].filter((id) => id !== undefined),
    ...(metadata?.httpStatusCode === undefined ? [] : [`HTTP ${metadata.httpStatusCode}`]),
    ...(metadata?.requestId === undefined ? [] : [`request ${metadata.requestId}`]),
    ...(metadata?.attempts === undefined ? [] : [`attempts ${metadata.attempts}`]),
    `${Math.round(milliseconds)} ms`,
  ];
}
