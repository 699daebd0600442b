// What a call is sent with, and what it brings.
import type { Call } from './callLog.ts';

export interface SendOptions {
  readonly abortSignal: AbortSignal;
}

/** What a call brought, and the SDK's `$metadata` of it. */
export interface Answer<T> {
  readonly value: T;
  readonly metadata: Call['metadata'];
}
