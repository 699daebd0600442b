// What a protocol has to provide so that the front can route, count, fault and answer its calls alike.
import type { FaultTarget } from '../faults.ts';
import type { ServiceError } from '../serviceError.ts';
import type { HttpAnswer, HttpRequest } from './message.ts';

/** Which call a request is, as far as can be told before it is checked. */
export interface Identity extends FaultTarget {
  /** SigV4 service name: `cognito-idp`, `logs`, `sts`, `s3`. */
  readonly service: string;
}

/** One way in: AWS JSON, AWS Query, the S3 upload; later any REST service. */
export interface Endpoint {
  /** The call a request is; undefined where another endpoint has to look. */
  identify(request: HttpRequest): Identity | undefined;
  /** @throws ServiceError which `failure` then writes. */
  answer(request: HttpRequest, identity: Identity, requestId: string): HttpAnswer | Promise<HttpAnswer>;
  failure(error: ServiceError, identity: Identity, requestId: string): HttpAnswer;
}

/** An endpoint that has its answers at once. */
export interface PromptEndpoint extends Endpoint {
  answer(request: HttpRequest, identity: Identity, requestId: string): HttpAnswer;
}
