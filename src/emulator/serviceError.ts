// The errors of AWS services, as exceptions that an endpoint formats in its protocol.

/** An error that the service returns. `code` is its name in the AWS JSON protocols; other protocols translate it. */
export class ServiceError extends Error {
  readonly code: string;
  /** HTTP status in the AWS JSON protocols. */
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = 'ServiceError';
    this.code = code;
    this.status = status;
  }
}

export const resourceNotFound = (message: string): ServiceError =>
  new ServiceError('ResourceNotFoundException', message);
export const invalidParameter = (message: string): ServiceError =>
  new ServiceError('InvalidParameterException', message);
export const preconditionNotMet = (message: string): ServiceError =>
  new ServiceError('PreconditionNotMetException', message);
export const limitExceeded = (message: string): ServiceError =>
  new ServiceError('LimitExceededException', message);
export const operationNotEnabled = (): ServiceError =>
  new ServiceError('OperationNotEnabledException', 'This operation is not enabled in this Region.');
export const serialization = (message: string): ServiceError =>
  new ServiceError('SerializationException', message);
export const unknownOperation = (): ServiceError => new ServiceError('UnknownOperationException', '');
export const throttled = (): ServiceError => new ServiceError('TooManyRequestsException', 'Rate exceeded');
export const internalError = (): ServiceError =>
  new ServiceError('InternalErrorException', 'Something went wrong', 500);
export const expiredToken = (): ServiceError =>
  new ServiceError('ExpiredTokenException', 'The security token included in the request is expired');
export const unrecognizedClient = (): ServiceError =>
  new ServiceError('UnrecognizedClientException', 'The security token included in the request is invalid.');
export const missingAuthenticationToken = (): ServiceError =>
  new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token');
export const invalidSignature = (message: string): ServiceError =>
  new ServiceError('InvalidSignatureException', message);

/** @param action as in IAM, e.g. `cognito-idp:ListUserPools`. */
export function accessDenied(principal: string, action: string, resource: string): ServiceError {
  return new ServiceError(
    'AccessDeniedException',
    `User: ${principal} is not authorized to perform: ${action} on resource: ${resource}` +
      ` because no identity-based policy allows the ${action} action`,
  );
}
