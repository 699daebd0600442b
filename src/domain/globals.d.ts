// The two globals the domain may use that every JavaScript host has, declared here so that it needs no host's types.
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
  throwIfAborted(): void;
}
interface AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
declare const AbortController: new () => AbortController;
declare const AbortSignal: { any(signals: AbortSignal[]): AbortSignal; abort(reason?: unknown): AbortSignal };
