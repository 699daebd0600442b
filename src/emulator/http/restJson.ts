// REST JSON, the protocol of the sign-in services: a method and a path per operation, JSON both ways, unsigned.
import { nobody, type Operation } from '../service.ts';
import { unknownOperation, type ServiceError } from '../serviceError.ts';
import type { Endpoint } from './endpoint.ts';
import { jsonAnswer, jsonBody } from './json.ts';
import type { HttpRequest } from './message.ts';

const type = 'application/json';

/** An operation's method and path, and its implementation. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly operation: Operation;
  /** Reads the operation's input from the request; absent: the JSON body. */
  readonly input?: (request: HttpRequest) => Readonly<Record<string, unknown>>;
}

/** An error in the format of one service. */
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
    async answer(request, _identity, requestId) {
      const route = find(request)?.route;
      if (!route) throw unknownOperation();
      const { operation, input = jsonBody } = route;
      const answer = await operation.run(input(request), { caller: nobody, requestId });
      return jsonAnswer(type, 200, answer, requestId);
    },
    failure(error, identity, requestId) {
      const service = services.find(({ name }) => name === identity.service);
      if (!service) throw error;
      const { code, status, body } = service.failure(error);
      return jsonAnswer(type, status, body, requestId, { 'x-amzn-errortype': code });
    },
  };
}
