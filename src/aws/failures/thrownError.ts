// Describes a thrown value without its class: the bundle mangles class names, but `error.name` survives.
import { textOf, type Failure } from '../../domain/connections/failure.ts';
import type { Origin } from './origin.ts';

export interface ThrownError {
  readonly name: string;
  readonly message: string;
  /** Node's system error code. */
  readonly code?: string;
  readonly httpStatus?: number;
  readonly requestId?: string;
  /** Whether a credential provider wrapped a service's error in its own message. */
  readonly isWrapped: boolean;
  readonly origin: Origin;
}

/** What an error means to the user. */
export type Explanation = Pick<Failure, 'kind' | 'message' | 'short' | 'action'>;
export type Explainer = (thrown: ThrownError) => Explanation;

export function describeThrown(error: unknown, origin: Origin): ThrownError {
  if (!(error instanceof Error)) return { name: 'Error', message: textOf(error), isWrapped: false, origin };
  const { $metadata: metadata, code } = error as {
    $metadata?: { httpStatusCode?: number; requestId?: string };
    code?: unknown;
  };
  return {
    ...unwrap(error),
    ...(typeof code === 'string' && { code }),
    ...(metadata?.httpStatusCode !== undefined && { httpStatus: metadata.httpStatusCode }),
    ...(metadata?.requestId !== undefined && { requestId: metadata.requestId }),
    origin,
  };
}

/**
 * The SSO and login providers turn a service's error into text, "UnauthorizedException: Session token not found or invalid":
 * parsed here. A refused refresh is left as it is: the login has expired.
 */
function unwrap(error: Error): Pick<ThrownError, 'name' | 'message' | 'isWrapped'> {
  const [, name, message] =
    /^(?:Failed to refresh token: (?!AccessDenied))?(\w*(?:Exception|Error)): (.*)$/s.exec(error.message) ??
    [];
  return error.name === 'CredentialsProviderError' && name !== undefined && message !== undefined
    ? { name, message, isWrapped: true }
    : { name: error.name, message: error.message, isWrapped: false };
}
