// AWS JSON 1.1: POST /, the operation in X-Amz-Target, JSON both ways. Cognito and CloudWatch Logs speak it.
import { nobody, type Service } from '../service.ts';
import { unknownOperation, type ServiceError } from '../serviceError.ts';
import type { AccessKeys } from './accessKeys.ts';
import type { Endpoint } from './endpoint.ts';
import { jsonAnswer, jsonBody } from './json.ts';
import { header, type HttpAnswer, type HttpRequest } from './message.ts';
import { claimedScope, requireScope } from './sigV4.ts';

const type = 'application/x-amz-json-1.1';

/** @param services by the prefix of X-Amz-Target, e.g. `Logs_20140328`. */
export function awsJson(services: Readonly<Record<string, Service>>, keys: AccessKeys): Endpoint {
  const serviceOf = (request: HttpRequest): Service | undefined => services[target(request).prefix];
  return {
    identify(request) {
      const { prefix, operation } = target(request);
      if (request.method !== 'POST' || prefix === '') return undefined;
      const userPoolId = poolIn(request);
      return {
        service: services[prefix]?.name ?? '',
        operation,
        accessKeyId: claimedScope(request)?.accessKeyId,
        userPoolId,
      };
    },
    async answer(request, identity, requestId) {
      const service = serviceOf(request);
      const operation = service?.operations[identity.operation];
      if (!service || !operation) throw unknownOperation();
      if (operation.isUnsigned)
        return jsonAnswer(
          type,
          200,
          await operation.run(jsonBody(request), { caller: nobody, requestId }),
          requestId,
        );
      const { accessKeyId, region } = requireScope(request, service.name);
      const input = jsonBody(request);
      const action = `${service.name}:${identity.operation}`;
      const caller = keys.authorize(accessKeyId, action, service.resource(identity.operation, input));
      for (const further of service.furtherActions?.(identity.operation, input) ?? []) {
        keys.authorize(accessKeyId, further.action, further.resource);
      }
      const answer = await operation.run(input, { caller, requestId, region });
      return jsonAnswer(type, 200, answer, requestId);
    },
    failure: (error, identity, requestId) =>
      failure(
        error,
        Object.values(services).find((service) => service.name === identity.service),
        requestId,
      ),
  };
}

function target(request: HttpRequest): { readonly prefix: string; readonly operation: string } {
  const [prefix = '', operation = ''] = (header(request, 'x-amz-target') ?? '').split('.');
  return { prefix, operation };
}

/** Read from the text alone, because calls are counted and get their faults before they are validated. */
function poolIn(request: HttpRequest): string | undefined {
  return /"UserPoolId"\s*:\s*"([^"]+)"/.exec(request.body.toString('utf8'))?.[1];
}

function failure(error: ServiceError, service: Service | undefined, requestId: string): HttpAnswer {
  const code = service?.errorNames?.[error.code] ?? error.code;
  return jsonAnswer(type, error.status, { __type: code, message: error.message }, requestId, {
    'x-amzn-errortype': `${code}:`,
    'x-amzn-errormessage': headerText(error.message),
  });
}

/** Headers can contain printable ASCII only. */
function headerText(text: string): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '?');
}
