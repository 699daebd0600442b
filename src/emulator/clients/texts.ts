// The service's messages about app clients and sign-ins. Undocumented ones are invented, and marked.

export const noSuchClient = (clientId: string): string => `User pool client ${clientId} does not exist.`;

/** InitiateAuth names the flow, AdminInitiateAuth does not. */
export const flowNotEnabled = (flow: string): string => `${flow} flow not enabled for this client`;
export const adminFlowNotEnabled = 'Auth flow not enabled for this client';
export const flowNotSupported = 'Initiate Auth method not supported.';

export const missingParameter = (name: string): string => `Missing required parameter ${name}`;

export const secretHashMissing = (clientId: string): string =>
  `Client ${clientId} is configured with secret but SECRET_HASH was not received`;
/** Invented. */
export const secretHashUnexpected = (clientId: string): string =>
  `Client ${clientId} is configured without secret but SECRET_HASH was received`;
export const secretHashWrong = (clientId: string): string =>
  `SecretHash does not match for the client: ${clientId}`;

export const wrongPassword = 'Incorrect username or password.';
export const userDisabled = 'User is disabled.';
/** AdminListUserAuthEvents for a pool without threat protection. Invented; its error code is the API's. */
export const addOnNotEnabled = 'User pool add-ons are not enabled.';
export const resetRequired = 'Password reset required for the user';
