// The admin endpoint: controls the emulator from tests and scripts in other processes, as JSON under /_emulator/.
import type { CallLog } from './calls.ts';
import { hashingAlgorithms } from './cognito/passwordHash.ts';
import { schemaAttribute } from './cognito/poolOperations.ts';
import type { FullControl } from './fullControl.ts';
import { faultKinds, type Fault, type Faults } from './faults.ts';
import type { AccessKeys } from './http/accessKeys.ts';
import { header, type HttpAnswer, type HttpRequest } from './http/message.ts';
import { jobStatuses } from '../domain/jobs/job.ts';
import { loginEnds } from './signIn/loginSessions.ts';
import { nobody, operation, type Operation } from './service.ts';
import { ServiceError, serialization } from './serviceError.ts';
import { logLineKinds } from './settings.ts';
import { choice, flag, isRecord, list, numberIn, required, text, type Members } from './validation.ts';

export interface AdminOptions {
  readonly control: FullControl;
  readonly faults: Faults;
  readonly calls: CallLog;
  readonly keys: AccessKeys;
}

/** Answers requests under /_emulator/; undefined for all others. They are not counted, and faults do not apply. */
export type Admin = (request: HttpRequest) => HttpAnswer | undefined;

const prefix = '/_emulator/';
const count = numberIn(0, Number.MAX_SAFE_INTEGER);
const names = list(text());
const jobKey = { userPoolId: required(text()), jobId: required(text()) };

export function adminEndpoint(options: AdminOptions): Admin {
  const operations = adminOperations(options);
  return (request) => {
    if (!request.path.startsWith(prefix)) return undefined;
    // Only browsers send this header: pages of other origins are refused.
    if (header(request, 'origin') !== undefined) return json(403, { message: 'Not for web pages.' });
    const run = operations[`${request.method} ${request.path.slice(prefix.length)}`];
    if (!run) return json(404, { message: `There are: ${Object.keys(operations).join(', ')}` });
    try {
      const answer = run.run(parse(request.body), { caller: nobody, requestId: '' });
      return json(200, answer);
    } catch (error) {
      if (error instanceof ServiceError) return json(error.status, { message: error.message });
      throw error;
    }
  };
}

function adminOperations({ control, faults, calls, keys }: AdminOptions): Record<string, Operation> {
  return {
    'GET calls': operation({}, () => ({
      counts: calls.counts,
      overQuota: calls.overQuota,
      recent: calls.recent,
    })),
    'POST calls/clear': operation({}, () => {
      calls.clear();
      return {};
    }),
    'GET faults': operation({}, () => ({ active: faults.active })),
    'POST faults': operation(faultMembers, (input) => {
      faults.add(present<Fault>(input));
      return { active: faults.active };
    }),
    'POST faults/clear': operation({}, () => {
      faults.clear();
      return {};
    }),
    'GET settings': operation({}, () => control.settings),
    'POST settings': operation(settingsMembers, (input) => {
      control.configure(present(input));
      return control.settings;
    }),
    'POST clock/advance': operation({ ms: required(count) }, ({ ms }) => {
      control.advance(ms);
      return {};
    }),
    'POST keys': operation(keyMembers, ({ accessKeyId, ...key }) => {
      keys.set(accessKeyId, present(key));
      return {};
    }),
    'POST keys/clear': operation({}, () => {
      keys.clear();
      return {};
    }),
    ...signInOperations(control),
    'GET pools': operation({}, () => ({
      pools: control.pools.map(({ id, name }) => ({ userPoolId: id, name })),
    })),
    'POST pools': operation(poolMembers, (input) => ({ userPoolId: control.createPool(input).id })),
    'POST jobs': operation(jobMembers, (input) => ({ jobId: control.createJob(present(input)).id })),
    'POST imports': operation(importMembers, (input) => ({ jobId: control.startImport(input).id })),
    'POST jobs/finish': operation(jobKey, (input) => ({
      status: control.finishJob(input.userPoolId, input.jobId).status,
    })),
    'POST jobs/expire': operation(jobKey, (input) => ({
      status: control.expireJob(input.userPoolId, input.jobId).status,
    })),
  };
}

/** Signs in as the AWS CLI does: the answer is to be written to the caches of the AWS tools (docs/emulator.md). */
function signInOperations(control: FullControl): Record<string, Operation> {
  return {
    'POST sso/sign-in': operation({}, () => control.sso.signIn()),
    'POST sso/sign-out': operation({}, () => {
      control.sso.signOut();
      return {};
    }),
    'POST login/sign-in': operation({ session: required(text({ pattern: 'arn:.*' })) }, ({ session }) =>
      control.logins.signIn(session),
    ),
    'POST login/sign-out': operation({ why: choice(loginEnds) }, ({ why }) => {
      control.logins.signOut(why);
      return {};
    }),
    'POST sessions/end': operation({}, () => {
      control.endSessions();
      return {};
    }),
    'POST mfa': operation({ serialNumber: required(text()), code: required(text()) }, (device) => {
      control.mfaCodes.set(device.serialNumber, device.code);
      return {};
    }),
  };
}

const faultMembers = {
  kind: required(choice(faultKinds)),
  operation: text(),
  accessKeyId: text(),
  userPoolId: text(),
  times: numberIn(1, Number.MAX_SAFE_INTEGER),
  delayMs: count,
  afterBytes: count,
} satisfies Members;

const settingsMembers = {
  usersPerSecond: count,
  pendingMs: count,
  uploadDelayMs: count,
  stoppingMs: count,
  jobLifetimeMs: count,
  longestSessionMs: count,
  failedShare: numberIn(0, 1),
  logLines: choice(logLineKinds),
  logDelayMs: count,
  logShare: numberIn(0.01, 1),
  emailsPerDay: count,
  findsBySub: flag,
  pageTokenMs: count,
  enforceQuotas: flag,
} satisfies Members;

const keyMembers = {
  accessKeyId: required(text()),
  state: choice(['active', 'expired', 'unknown']),
  denied: names,
  accountId: text(),
  userName: text(),
} satisfies Members;

const poolMembers = {
  name: required(text()),
  autoVerifiedAttributes: list(choice(['email', 'phone_number'])),
  usernameAttributes: names,
  aliasAttributes: names,
  mfaConfiguration: choice(['OFF', 'ON', 'OPTIONAL']),
  passwordHashes: flag,
  schema: list(schemaAttribute),
  caseSensitive: flag,
} satisfies Members;

const jobMembers = {
  userPoolId: required(text()),
  jobName: required(text()),
  status: choice(jobStatuses),
  roleArn: text(),
  created: count,
  startDate: count,
  completionDate: count,
  completionMessage: text(),
  importedUsers: count,
  skippedUsers: count,
  failedUsers: count,
} satisfies Members;

const importMembers = {
  userPoolId: required(text()),
  jobName: required(text()),
  csv: required(text()),
  passwordHashingAlgorithm: choice(hashingAlgorithms),
} satisfies Members;

/** The members that were given. */
function present<T extends object>(input: { readonly [K in keyof T]: T[K] | undefined }): T {
  // Leaving out undefined members is exactly what turns the one type into the other.
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as T;
}

function parse(body: Buffer): Readonly<Record<string, unknown>> {
  let input: unknown;
  try {
    input = body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
  } catch {
    throw serialization('The body is not JSON.');
  }
  if (!isRecord(input)) throw serialization('The body is not an object.');
  return input;
}

function json(status: number, body: object): HttpAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
