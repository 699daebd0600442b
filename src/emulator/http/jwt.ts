// JSON Web Tokens, as far as they are read here.
import { isRecord } from '../validation.ts';

/** What a token's header or payload says; undefined where it is no JSON object. */
export function jwtPart(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
