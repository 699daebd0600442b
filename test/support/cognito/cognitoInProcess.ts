// The emulator's Cognito behind the domain's port, called in process on a virtual clock: it answers as the emulator does, through the
// SDK adapter's own mapping and classification, with the latency and the failures that a test sets.
import { readFileSync } from 'node:fs';
import { toFailure } from '../../../src/aws/failures/failures.ts';
import { defined } from '../../../src/domain/base/defined.ts';
import type { Account } from '../../../src/domain/connections/connection.ts';
import { FailureError, type Failure, type FailureKind } from '../../../src/domain/connections/failure.ts';
import type { CognitoGateway } from '../../../src/domain/gateway/gateway.ts';
import { categoryOf, type Operation, type Priority } from '../../../src/domain/gateway/quotas.ts';
import type { CallLimiter } from '../../../src/domain/gateway/rateLimiter.ts';
import type { ImportJob, KnownStatus } from '../../../src/domain/jobs/job.ts';
import type { UserPool } from '../../../src/domain/jobs/userPool.ts';
import { Account as EmulatedAccount } from '../../../src/emulator/account.ts';
import { MovableClock, type EmulatorClock } from '../../../src/emulator/clock.ts';
import { authEventOperations } from '../../../src/emulator/clients/authEvents.ts';
import { cognitoService } from '../../../src/emulator/cognito/cognitoService.ts';
import { uploadEndpoint } from '../../../src/emulator/cognito/upload.ts';
import type { UserPoolSpec } from '../../../src/emulator/cognito/userPool.ts';
import { logsService } from '../../../src/emulator/logs/logsService.ts';
import { Random } from '../../../src/emulator/random.ts';
import { ServiceError } from '../../../src/emulator/serviceError.ts';
import type { Settings } from '../../../src/emulator/settings.ts';
import { CallLog } from './callLog.ts';
import { gatewayCalls, jobsOf, type Ask, type Wire } from './inProcessCalls.ts';
import { aborted, passed } from '../passed.ts';
import { VirtualClock } from '../virtualClock.ts';

/** One gateway and its copies for other priorities. */
interface Line {
  readonly limiter: CallLimiter;
  readonly log: CallLog;
  readonly gone: AbortController;
  readonly onCall: OnCall | undefined;
}

/** Called when a call is made; the returned function is called when it has had its effect. */
type OnCall = (operation: string) => (() => void) | undefined;

export const unlimited: CallLimiter = { run: (_call, _signal, send) => send() };

/** A job as the service describes it, to be put there. */
export function job(jobId: string, change: Partial<ImportJob> = {}): ImportJob {
  return {
    jobName: `name of ${jobId}`,
    jobId,
    userPoolId: 'us-east-1_A',
    status: 'InProgress',
    creationDate: 1_000,
    startDate: 2_000,
    importedUsers: 0,
    skippedUsers: 0,
    failedUsers: 0,
    ...change,
  };
}

/** An account with pools `pool_0`, `pool_1`, …, 20 ms away. */
export function crowdedAccount(clock: VirtualClock, pools: number): CognitoInProcess {
  const service = new CognitoInProcess(clock);
  service.latency = () => [20, 0];
  for (let index = 0; index < pools; index++) service.addPool(`pool_${index}`, `Pool ${index}`);
  return service;
}

export class CognitoInProcess {
  readonly clock: VirtualClock;
  /** The emulator's account: create, start, finish jobs without calls. */
  readonly emulated: EmulatedAccount;
  caller: Account = { accountId: '111122223333', arn: 'arn:aws:iam::111122223333:user/me' };
  /** Names of all calls made so far. */
  readonly calls: string[] = [];
  /** Calls that count against quotas, with their times. */
  readonly log: CallLog;
  /** Contents of the CSVs by path; read from disk where absent. */
  readonly files = new Map<string, string | Buffer>();
  /** The path of the CSV that each job got, by job id. */
  readonly uploads = new Map<string, string>();
  /** Milliseconds from a call to the moment the service acts, and from there to the answer. */
  latency: () => readonly [there: number, back: number] = () => [0, 0];
  /** While set, answers wait for it. */
  gate: Promise<void> | undefined;
  /** Every call fails with it while it is set. */
  failure: Failure | undefined;
  /** Calls of an operation fail with it while it is there. */
  readonly failing = new Map<string, Failure>();
  /** The next calls of an operation fail, once for each entry. */
  readonly failNext = new Map<string, Failure[]>();
  /** The failure of a call, if it is to have one. */
  fault: (operation: string, userPoolId: string | undefined) => FailureKind | undefined = () => undefined;
  /** Runs once a call has had its effect, before it is answered: where a window can die. */
  afterEffect: ((operation: string) => void) | undefined;
  /** Pools on a page where the caller does not say. */
  poolPageSize = 60;
  /** Gateways that were built, each with credentials resolved anew. */
  opened = 0;
  /** No gateway can be built while it is set. */
  unreachable: Failure | undefined;
  readonly #wire: Wire;

  /** @param settings of the emulator; jobs that are put there stay as they are unless these say otherwise. */
  constructor(clock = new VirtualClock(), settings: Partial<Settings> = {}, time: EmulatorClock = clock) {
    this.clock = clock;
    this.log = new CallLog(clock);
    const account = new EmulatedAccount({
      id: '111122223333',
      region: 'us-east-1',
      clock: new MovableClock(time),
      random: new Random(1),
      settings: { jobLifetimeMs: Infinity, stoppingMs: Infinity, ...settings },
    });
    const key = { accessKeyId: 'ASIAEXAMPLE', secret: 'EXAMPLEKEY', sessionToken: 'EXAMPLETOKEN' };
    this.emulated = account;
    this.#wire = {
      operations: {
        ...cognitoService(account, key, () => 'upload.invalid').operations,
        ...logsService(account).operations,
        ...authEventOperations(account),
      },
      bucket: uploadEndpoint(account, key),
      read: (path) => this.fileAt(path),
      uploaded: (jobId, path) => void this.uploads.set(jobId, path),
    };
  }

  protected fileAt(path: string): Buffer {
    return Buffer.from(this.files.get(path) ?? readFileSync(path));
  }

  get pools(): readonly UserPool[] {
    return this.emulated.pools.map(({ id, name }) => ({ userPoolId: id, name }));
  }

  /** A pool with an id of its own; e-mail is verified automatically unless told otherwise. */
  addPool(userPoolId: string, name: string, spec: Partial<UserPoolSpec> = {}): void {
    const autoVerifiedAttributes = ['email'] as const;
    this.emulated.createPool({ autoVerifiedAttributes, ...spec, name }, undefined, userPoolId);
  }

  /** Its jobs go with it. */
  removePool(userPoolId: string): void {
    this.emulated.deletePool(userPoolId);
  }

  /** The latest jobs of every pool, newest first, read without a call. */
  get jobs(): readonly ImportJob[] {
    return this.emulated.pools.flatMap(({ id }) => jobsOf(this.#wire, id));
  }

  set jobs(newestFirst: readonly ImportJob[]) {
    for (const { id, spec } of this.emulated.pools) {
      this.removePool(id);
      this.addPool(id, spec.name, spec);
    }
    for (const each of newestFirst.toReversed()) this.put(each);
  }

  /** Puts a job into the state given; a new one becomes the newest of its pool. */
  put(given: ImportJob): void {
    const { userPoolId, jobId, jobName, cloudWatchLogsRoleArn = '', passwordHashingAlgorithm } = given;
    const spec = { id: jobId, name: jobName, cloudWatchLogsRoleArn, passwordHashingAlgorithm };
    const known =
      this.emulated.pool(userPoolId).job(jobId) ??
      this.emulated.createJob(userPoolId, defined({ ...spec, created: given.creationDate }));
    // Tests put statuses that the emulator has.
    this.emulated.restoreJob(known, { ...given, status: given.status as KnownStatus });
  }

  count(operation: string): number {
    return this.calls.filter((call) => call === operation).length;
  }

  open(limiter?: CallLimiter): Promise<CognitoGateway> {
    this.opened++;
    return this.unreachable
      ? Promise.reject(new FailureError(this.unreachable))
      : Promise.resolve(this.connect(limiter));
  }

  /** @param limiter decides when each call is made, as in the SDK's gateway. @param log where the calls of this gateway are noted. */
  connect(
    limiter: CallLimiter = unlimited,
    priority: Priority = 'user',
    log: CallLog = this.log,
    onCall?: OnCall,
  ): CognitoGateway {
    return this.#gateway({ limiter, log, gone: new AbortController(), onCall }, priority);
  }

  #gateway(line: Line, priority: Priority): CognitoGateway {
    const ask: Ask = (operation, userPoolId, signal, act) =>
      line.limiter.run(defined({ operation, userPoolId, priority }), signal, () =>
        this.#call(line, operation, userPoolId, signal, act),
      );
    return {
      ...gatewayCalls(ask, this.#wire, () => this.poolPageSize),
      getCallerIdentity: (signal) => ask('GetCallerIdentity', undefined, signal, () => this.caller),
      withPriority: (other) => this.#gateway(line, other),
      dispose: () => {
        line.gone.abort();
      },
    };
  }

  async #call<T>(
    { log, gone, onCall }: Line,
    operation: string,
    userPoolId: string | undefined,
    signal: AbortSignal,
    act: () => T,
  ): Promise<T> {
    const ends = [signal, gone.signal];
    if (ends.some(({ aborted }) => aborted)) throw aborted();
    this.calls.push(operation);
    const onEffect = onCall?.(operation);
    if (isLimited(operation)) log.add(operation, userPoolId);
    const [there, back] = this.latency();
    const failure = this.failNext.get(operation)?.shift() ?? this.failing.get(operation) ?? this.failure;
    let answer: T;
    try {
      await this.gate;
      await passed(this.clock, there, ends);
      const kind = this.fault(operation, userPoolId);
      if (failure ?? kind)
        throw new FailureError(failure ?? { kind: kind ?? 'unexpected', message: 'Made up.' });
      answer = this.#act(act);
      this.afterEffect?.(operation);
    } finally {
      onEffect?.();
    }
    await passed(this.clock, back, ends);
    return answer;
  }

  #act<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const thrown = Object.assign(new Error(error.message), { name: error.code });
      throw new FailureError(toFailure(thrown, { who: 'The sandbox' }));
    }
  }
}

function isLimited(operation: string): operation is Operation {
  return operation in categoryOf;
}
