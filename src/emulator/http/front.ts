// The front: identifies and counts every request, applies faults, and decides the answer, which `server.ts` sends.
import { setTimeout as delay } from 'node:timers/promises';
import type { CallLog } from '../calls.ts';
import type { Breach, FaultKind, Faults } from '../faults.ts';
import type { Random } from '../random.ts';
import {
  ServiceError,
  accessDenied,
  expiredToken,
  internalError,
  invalidSignature,
  operationNotEnabled,
  throttled,
  unrecognizedClient,
} from '../serviceError.ts';
import type { AccessKeys } from './accessKeys.ts';
import type { Endpoint, Identity } from './endpoint.ts';
import type { HttpAnswer, HttpRequest } from './message.ts';
import { amzDate } from './sigV4.ts';

/** What to do with the connection: answer, reset it, or leave it open. */
export type Reaction =
  { readonly type: 'answer'; readonly answer: HttpAnswer } | { readonly type: 'reset' | 'hang' };

export interface FrontOptions {
  /** Asked first; a request that it answers is not a call. */
  readonly admin?: (request: HttpRequest) => HttpAnswer | undefined;
  /** The first endpoint that recognises a request answers it. */
  readonly endpoints: readonly Endpoint[];
  /** Absent: none. */
  readonly faults?: Faults;
  /** Counts calls and checks quotas; absent: nothing does. */
  readonly calls?: CallLog;
  readonly keys: AccessKeys;
  readonly enforceQuotas: () => boolean;
  readonly requestIds: Random;
}

const portalPage =
  '<!DOCTYPE html><html><head><title>Sign in to the network</title></head><body>Please sign in.</body></html>';

export class Front {
  readonly #options: FrontOptions;

  constructor(options: FrontOptions) {
    this.#options = options;
  }

  /** The fault that ends a request in the middle of its body, if any. */
  breachOf(head: HttpRequest): Breach | undefined {
    const identity = this.#find(head)?.identity;
    const breach = identity && this.#options.faults?.takeBreach(identity);
    if (breach) this.#record(identity);
    return breach;
  }

  /** @param closed ends the delay of an answer. */
  async react(request: HttpRequest, closed: AbortSignal): Promise<Reaction> {
    const admin = this.#options.admin?.(request);
    if (admin) return answered(admin);
    const requestId = this.#options.requestIds.uuid();
    const found = this.#find(request);
    if (found) return this.#serve(found.endpoint, found.identity, request, requestId, closed);
    return answered({
      status: 404,
      headers: { 'content-type': 'text/plain' },
      body: 'No such service here.\n',
    });
  }

  #find(request: HttpRequest): { readonly endpoint: Endpoint; readonly identity: Identity } | undefined {
    for (const endpoint of this.#options.endpoints) {
      const identity = endpoint.identify(request);
      if (identity) return { endpoint, identity };
    }
    return undefined;
  }

  /** Whether the call is within every quota. */
  #record({ operation, accessKeyId, userPoolId }: Identity): boolean {
    const call = {
      operation,
      ...(accessKeyId === undefined ? {} : { accessKeyId }),
      ...(userPoolId === undefined ? {} : { userPoolId }),
    };
    return this.#options.calls?.record(call) ?? true;
  }

  async #serve(
    endpoint: Endpoint,
    identity: Identity,
    request: HttpRequest,
    requestId: string,
    closed: AbortSignal,
  ): Promise<Reaction> {
    const { faults, enforceQuotas } = this.#options;
    const withinQuota = this.#record(identity);
    const fault = faults?.take(identity) ?? { delayMs: 0 };
    if (fault.delayMs > 0) await delay(fault.delayMs, undefined, { signal: closed });
    const kind = fault.kind ?? (!withinQuota && enforceQuotas() ? 'throttle' : undefined);
    if (kind === 'reset' || kind === 'hang') return { type: kind };
    if (kind === 'html')
      return answered({ status: 200, headers: { 'content-type': 'text/html' }, body: portalPage });
    const heard = kind === 'strip' ? stripped(request) : request;
    const answer = await this.#answer(endpoint, identity, heard, requestId, kind);
    if (kind !== 'malformed') return answered(answer);
    return answered({ ...answer, body: answer.body.slice(0, Math.ceil(answer.body.length / 2)) });
  }

  async #answer(
    endpoint: Endpoint,
    identity: Identity,
    request: HttpRequest,
    requestId: string,
    kind: FaultKind | undefined,
  ): Promise<HttpAnswer> {
    try {
      const refusal = kind === undefined ? undefined : this.#refusal(kind, identity);
      if (refusal) throw refusal;
      return await endpoint.answer(request, identity, requestId);
    } catch (error) {
      // A defect of the emulator must not look like AWS: the caller gets it in full.
      const refusal = error instanceof ServiceError ? error : defect(error);
      return endpoint.failure(refusal, identity, requestId);
    }
  }

  #refusal(kind: FaultKind, identity: Identity): ServiceError | undefined {
    switch (kind) {
      case 'throttle':
        return throttled();
      case 'serverError':
        return internalError();
      case 'expiredToken':
        return expiredToken();
      case 'invalidToken':
        return unrecognizedClient();
      case 'denied': {
        const { arn } = this.#options.keys.caller(identity.accessKeyId ?? '');
        return accessDenied(arn, `${identity.service}:${identity.operation}`, '*');
      }
      case 'replicaRegion':
        return operationNotEnabled();
      case 'clockSkew':
        return signatureExpired();
      default:
        return undefined;
    }
  }
}

function stripped(request: HttpRequest): HttpRequest {
  const kept = Object.entries(request.headers).filter(([name]) => !name.startsWith('x-amz-'));
  return { ...request, headers: Object.fromEntries(kept) };
}

function answered(answer: HttpAnswer): Reaction {
  return { type: 'answer', answer };
}

function signatureExpired(): ServiceError {
  const now = Date.now();
  const minute = 60_000;
  const [signed, oldest, server] = [now - 20 * minute, now - 5 * minute, now].map(amzDate);
  return invalidSignature(`Signature expired: ${signed} is now earlier than ${oldest} (${server} - 5 min.)`);
}

function defect(error: unknown): ServiceError {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return new ServiceError('InternalErrorException', `Defect of the emulator: ${text}`, 500);
}
