// HTTP requests without the conveniences of fetch, which sets headers of its own.
import { request, type IncomingHttpHeaders } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A body in several pieces goes without Content-Length, in chunks. */
export function send(
  url: string,
  method: string,
  headers: Record<string, string>,
  body: string | string[] = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text }),
      );
    });
    outgoing.on('error', reject);
    if (typeof body === 'string') outgoing.end(body);
    else {
      for (const piece of body) outgoing.write(piece);
      outgoing.end();
    }
  });
}

/** The headers of a signed call of the JSON services that the emulator checks. */
export const signed = (service: string): Record<string, string> => ({
  authorization: `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261122/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
  'x-amz-date': '20261122T000000Z',
});

/** A call of Cognito on the emulator at `url`. */
export function call(
  url: string,
  operation: string,
  input: object,
  headers = signed('cognito-idp'),
): Promise<Answer> {
  const target = { 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` };
  const type = { 'content-type': 'application/x-amz-json-1.1' };
  return send(url, 'POST', { ...target, ...type, ...headers }, JSON.stringify(input));
}
