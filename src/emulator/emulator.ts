// A local Amazon Cognito for user import jobs, and the services that sign in to it: the sandbox, the demo, and what the tests run against.
// Loopback only, in memory.
import { Account } from './account.ts';
import { adminEndpoint } from './admin.ts';
import { CallLog } from './calls.ts';
import { MovableClock, systemClock, type EmulatorClock } from './clock.ts';
import { cognitoService, cognitoTarget } from './cognito/cognitoService.ts';
import { uploadEndpoint } from './cognito/upload.ts';
import { Control } from './control.ts';
import { Faults } from './faults.ts';
import { AccessKeys } from './http/accessKeys.ts';
import { awsJson } from './http/awsJson.ts';
import { awsQuery } from './http/awsQuery.ts';
import type { Endpoint } from './http/endpoint.ts';
import { Front } from './http/front.ts';
import type { SigningKey } from './http/preSign.ts';
import { restJson } from './http/restJson.ts';
import { listen } from './http/server.ts';
import { logsService, logsTarget } from './logs/logsService.ts';
import { iamService } from './iam/iamService.ts';
import { Roles } from './iam/roles.ts';
import { metadataEndpoint } from './metadata/metadataEndpoint.ts';
import { Random } from './random.ts';
import { sow, type SeedName } from './seeds/seeds.ts';
import type { LogLines } from './settings.ts';
import { LoginSessions } from './signIn/loginSessions.ts';
import { signInService } from './signIn/signInService.ts';
import { ssoOidc } from './signIn/ssoOidc.ts';
import { ssoPortal } from './signIn/ssoPortal.ts';
import { SsoSessions } from './signIn/ssoSessions.ts';
import { stsService } from './sts/stsService.ts';

export type { FaultKind } from './faults.ts';

export interface EmulatorOptions {
  /** Always on 127.0.0.1; 0 or absent: any free one. */
  readonly port?: number;
  /** What is there at the start; nothing by default. */
  readonly seed?: SeedName;
  /** Rows imported per second; 31 by default, as measured at the service. */
  readonly usersPerSecond?: number;
  /** What the numbers in the jobs' logs count: lines of the file, as the service's do, or data rows. */
  readonly logLines?: LogLines;
  /** Makes ids and signatures the same again; random where absent. */
  readonly randomSeed?: number;
  /** Real time where absent. */
  readonly clock?: EmulatorClock;
  /** 12 digits. */
  readonly accountId?: string;
  /** The Region of pool ids and ARNs; calls may be signed for any. */
  readonly region?: string;
}

export interface Emulator {
  /** `http://127.0.0.1:PORT`, for AWS_ENDPOINT_URL. */
  readonly url: string;
  readonly port: number;
  /** Faults can be added and cleared while it runs. */
  readonly faults: Faults;
  /** Every call with its time, and every moment over the quotas. */
  readonly calls: CallLog;
  readonly keys: AccessKeys;
  /** Pools, jobs and sign-ins made and moved without AWS calls. */
  readonly control: Control;
  /** Ends every connection, also hanging ones. */
  close(): Promise<void>;
}

/** @throws where the port is taken. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const seed = options.randomSeed ?? Math.floor(Math.random() * 2 ** 32);
  const clock = new MovableClock(options.clock ?? systemClock);
  const accountId = options.accountId ?? '111122223333';
  const roles = new Roles({ accountId, clock, random: new Random(seed + 3) });
  const account = new Account({
    id: accountId,
    region: options.region ?? 'us-east-1',
    clock,
    random: new Random(seed),
    roles,
    settings: {
      ...(options.usersPerSecond !== undefined && { usersPerSecond: options.usersPerSecond }),
      ...(options.logLines !== undefined && { logLines: options.logLines }),
    },
  });
  const keys = new AccessKeys({ accountId, clock, random: new Random(seed + 4) });
  const faults = new Faults();
  const calls = new CallLog(clock);
  const control = new Control(account, keys, {
    roles,
    sso: new SsoSessions(clock, new Random(seed + 5)),
    logins: new LoginSessions(keys, new Random(seed + 6)),
    mfaCodes: new Map(),
  });
  const signingKey = newSigningKey(new Random(seed + 1));
  let host = '';
  const front = new Front({
    admin: adminEndpoint({ control, faults, calls, keys }),
    endpoints: [
      awsJson(
        {
          [cognitoTarget]: cognitoService(account, signingKey, () => host),
          [logsTarget]: logsService(account),
        },
        keys,
      ),
      ...credentialEndpoints(control, keys, clock),
      uploadEndpoint(account, signingKey),
    ],
    faults,
    calls,
    keys,
    enforceQuotas: () => account.settings.enforceQuotas,
    requestIds: new Random(seed + 2),
  });
  await sow(options.seed ?? 'empty', control, clock.now());
  const server = await listen(front, options.port ?? 0);
  host = `127.0.0.1:${server.port}`;
  return {
    url: `http://${host}`,
    port: server.port,
    faults,
    calls,
    keys,
    control,
    close: () => server.close(),
  };
}

/** What hands out credentials, and what says whose they are. */
function credentialEndpoints(control: Control, keys: AccessKeys, clock: MovableClock): readonly Endpoint[] {
  const { accountId, roles, sso, logins, mfaCodes } = control;
  const longestSession = (): number => control.settings.longestSessionMs;
  return [
    awsQuery([stsService({ clock, keys, roles, mfaCodes, longestSession }), iamService(roles)], keys),
    restJson([ssoPortal({ keys, sessions: sso, longestSession }), ssoOidc(sso), signInService(logins)]),
    metadataEndpoint({ accountId, keys, longestSession }),
  ];
}

function newSigningKey(random: Random): SigningKey {
  return {
    accessKeyId: `ASIA${random.alphanumeric(16).toUpperCase()}`,
    secret: random.alphanumeric(40),
    sessionToken: `IQoJb3JpZ2luX2Vj${random.alphanumeric(240)}//${random.alphanumeric(96)}=`,
  };
}
