// JSON bodies as all AWS JSON protocols read and write them.
import { serialization } from '../serviceError.ts';
import { isRecord } from '../validation.ts';
import type { HttpAnswer, HttpRequest } from './message.ts';

/** The input in a request's body; empty if the body is empty. @throws ServiceError SerializationException */
export function jsonBody({ body }: HttpRequest): Readonly<Record<string, unknown>> {
  let input: unknown;
  try {
    input = body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
  } catch {
    throw serialization('Unable to parse the request body as JSON');
  }
  if (!isRecord(input)) throw serialization('Start of list found where not expected');
  return input;
}

/** @param headers in addition to the content type and the request id. */
export function jsonAnswer(
  type: 'application/json' | 'application/x-amz-json-1.1',
  status: number,
  body: object,
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return {
    status,
    headers: { 'content-type': type, 'x-amzn-requestid': requestId, ...headers },
    body: JSON.stringify(body),
  };
}
