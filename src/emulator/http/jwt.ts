// Reads JSON Web Tokens.
import { isRecord } from '../validation.ts';

/** A token's header or payload; undefined if it is not a JSON object. */
export function jwtPart(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
