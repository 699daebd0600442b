// What can be told of a thrown value without knowing its class: the bundle mangles class names, `error.name` survives.
import { textOf, type Failure } from '../domain/connections/failure.ts';
import type { Origin } from './origin.ts';

export interface Trouble {
  readonly name: string;
  readonly message: string;
  /** Node's system error code. */
  readonly code?: string;
  readonly httpStatus?: number;
  readonly requestId?: string;
  /** Whether it is what a service said to the credential provider, which then said it again in one text. */
  readonly retold: boolean;
  readonly origin: Origin;
}

/** What a kind of trouble means to the user. */
export type Explanation = Pick<Failure, 'kind' | 'message' | 'short' | 'action'>;
export type Explain = (trouble: Trouble) => Explanation;

export function troubleOf(error: unknown, origin: Origin): Trouble {
  if (!(error instanceof Error)) return { name: 'Error', message: textOf(error), retold: false, origin };
  const { $metadata: metadata, code } = error as {
    $metadata?: { httpStatusCode?: number; requestId?: string };
    code?: unknown;
  };
  return {
    ...told(error),
    ...(typeof code === 'string' && { code }),
    ...(metadata?.httpStatusCode !== undefined && { httpStatus: metadata.httpStatusCode }),
    ...(metadata?.requestId !== undefined && { requestId: metadata.requestId }),
    origin,
  };
}

/**
 * The SSO and login providers turn what they met into text, "UnauthorizedException: Session token not found or invalid": told
 * apart again here. A refused refresh stays what it is: the login is over.
 */
function told(error: Error): Pick<Trouble, 'name' | 'message' | 'retold'> {
  const [, name, message] =
    /^(?:Failed to refresh token: (?!AccessDenied))?(\w*(?:Exception|Error)): (.*)$/s.exec(error.message) ??
    [];
  return error.name === 'CredentialsProviderError' && name !== undefined && message !== undefined
    ? { name, message, retold: true }
    : { name: error.name, message: error.message, retold: false };
}
