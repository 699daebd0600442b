// The whole emulator, for `npm run emulator`, `npm start` and tests: the sandbox with sign-ins, faults, counts of calls and an admin endpoint.
import { verifyHash } from '../hashCheck/verify.ts';
import { adminEndpoint } from './admin.ts';
import { CallLog } from './calls.ts';
import { clientOperations } from './clients/appClient.ts';
import { signInOperations } from './clients/signIn.ts';
import { authEventOperations } from './clients/authEvents.ts';
import { furtherOperations } from './cognito/furtherOperations.ts';
import { newCore, serve, type Core, type EmulatorOptions, type Served } from './core.ts';
import { Faults } from './faults.ts';
import { FullControl } from './fullControl.ts';
import type { AccessKeys } from './http/accessKeys.ts';
import type { Endpoint } from './http/endpoint.ts';
import { restJson } from './http/restJson.ts';
import { metadataEndpoint } from './metadata/metadataEndpoint.ts';
import { LoginSessions } from './signIn/loginSessions.ts';
import { signInService } from './signIn/signInService.ts';
import { ssoOidc } from './signIn/ssoOidc.ts';
import { ssoPortal } from './signIn/ssoPortal.ts';
import { SsoSessions } from './signIn/ssoSessions.ts';
import { stsService } from './sts/stsService.ts';

export type { EmulatorOptions } from './core.ts';
export type { FaultKind } from './faults.ts';

export interface Emulator extends Served {
  /** Faults can be added and cleared while it runs. */
  readonly faults: Faults;
  /** Every call with its time, and when quotas were exceeded. */
  readonly calls: CallLog;
  readonly keys: AccessKeys;
  /** Creates and changes pools, jobs and sign-ins without AWS calls. */
  readonly control: FullControl;
}

/** @throws if the port is in use. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const core = newCore(options);
  const { account, roles, keys, clock, random } = core;
  const faults = new Faults();
  const calls = new CallLog(clock);
  const mfaCodes = new Map<string, string>();
  const sso = new SsoSessions(clock, random(5));
  const logins = new LoginSessions(keys, random(6));
  const control = new FullControl(account, roles, keys, { sso, logins, mfaCodes });
  const longestSession = (): number => account.settings.longestSessionMs;
  const served = await serve(core, control, options, {
    admin: adminEndpoint({ control, faults, calls, keys }),
    faults,
    calls,
    cognito: {
      ...authEventOperations(account),
      ...furtherOperations(account),
      ...clientOperations(account, random(7)),
      ...signInOperations(account, random(8), verifyHash),
    },
    sts: stsService({ clock, keys, roles, mfaCodes, longestSession }),
    endpoints: signInEndpoints(core, control, longestSession),
  });
  return { ...served, faults, calls, keys, control };
}

function signInEndpoints(
  { account, keys }: Core,
  { sso, logins }: FullControl,
  longestSession: () => number,
): readonly Endpoint[] {
  return [
    restJson([ssoPortal({ keys, sessions: sso, longestSession }), ssoOidc(sso), signInService(logins)]),
    metadataEndpoint({ accountId: account.id, keys, longestSession }),
  ];
}
