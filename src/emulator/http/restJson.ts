// REST JSON: a method and a path per operation, JSON both ways. The sign-in services speak it; none of their calls is signed.
import { nobody, type Operation } from '../service.ts';
import { serialization, unknownOperation, type ServiceError } from '../serviceError.ts';
import { isRecord } from '../validation.ts';
import type { Endpoint } from './endpoint.ts';
import type { HttpAnswer, HttpRequest } from './message.ts';

/** Where an operation is found, and what runs it. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly operation: Operation;
  /** What of the request is the operation's input; its JSON body where absent. */
  readonly input?: (request: HttpRequest) => Readonly<Record<string, unknown>>;
}

/** An error as one service tells it. */
export interface RestFailure {
  readonly code: string;
  readonly status: number;
  readonly body: object;
}

export interface RestService {
  readonly name: string;
  /** By operation. */
  readonly routes: Readonly<Record<string, Route>>;
  failure(error: ServiceError): RestFailure;
}

export function restJson(services: readonly RestService[]): Endpoint {
  const find = (request: HttpRequest): { service: RestService; name: string; route: Route } | undefined => {
    for (const service of services) {
      for (const [name, route] of Object.entries(service.routes)) {
        if (route.method === request.method && route.path === request.path) return { service, name, route };
      }
    }
    return undefined;
  };
  return {
    identify(request) {
      const found = find(request);
      return found && { service: found.service.name, operation: found.name };
    },
    answer(request, _identity, requestId) {
      const route = find(request)?.route;
      if (!route) throw unknownOperation();
      const { operation, input = jsonBody } = route;
      return json(200, operation.run(input(request), { caller: nobody, requestId }), requestId);
    },
    failure(error, identity, requestId) {
      const service = services.find(({ name }) => name === identity.service);
      if (!service) throw error;
      const { code, status, body } = service.failure(error);
      return json(status, body, requestId, { 'x-amzn-errortype': code });
    },
  };
}

/** @throws ServiceError SerializationException */
export function jsonBody(request: HttpRequest): Readonly<Record<string, unknown>> {
  let input: unknown;
  try {
    input = JSON.parse(request.body.toString('utf8'));
  } catch {
    throw serialization('Unable to parse the request body as JSON');
  }
  if (!isRecord(input)) throw serialization('Start of list found where not expected');
  return input;
}

function json(
  status: number,
  body: object,
  requestId: string,
  more: Record<string, string> = {},
): HttpAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': requestId, ...more },
    body: JSON.stringify(body),
  };
}
