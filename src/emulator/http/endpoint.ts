// The interface of a protocol: lets the front route, count, fault and answer calls of every protocol alike.
import type { FaultTarget } from '../faults.ts';
import type { ServiceError } from '../serviceError.ts';
import type { HttpAnswer, HttpRequest } from './message.ts';

/** The call that a request makes, as known before validation. */
export interface Identity extends FaultTarget {
  /** SigV4 service name: `cognito-idp`, `logs`, `sts`, `s3`. */
  readonly service: string;
}

/** One protocol: AWS JSON, AWS Query, the S3 upload, REST JSON. */
export interface Endpoint {
  /** The call that a request makes; undefined if it belongs to another endpoint. */
  identify(request: HttpRequest): Identity | undefined;
  /** @throws ServiceError, which `failure` then formats. */
  answer(request: HttpRequest, identity: Identity, requestId: string): HttpAnswer | Promise<HttpAnswer>;
  failure(error: ServiceError, identity: Identity, requestId: string): HttpAnswer;
}

/** An endpoint that answers synchronously. */
export interface PromptEndpoint extends Endpoint {
  answer(request: HttpRequest, identity: Identity, requestId: string): HttpAnswer;
}
