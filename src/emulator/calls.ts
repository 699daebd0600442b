// Counts every call with its time, and records when the account's quotas were exceeded.
import type { EmulatorClock } from './clock.ts';

export interface Call {
  /** Milliseconds since the epoch, by the emulator's clock. */
  readonly at: number;
  readonly operation: string;
  readonly accessKeyId?: string;
  readonly userPoolId?: string;
}

/** More calls within one second than the quota allows. */
export interface OverQuota {
  readonly at: number;
  /** The category, or `Operation poolId` for the quota per operation and pool. */
  readonly quota: string;
  readonly perSecond: number;
  readonly allowed: number;
}

interface Category {
  readonly name: string;
  readonly perSecond: number;
  readonly perPool?: number;
}

/** Default requests per second of an account and Region (Quotas in Amazon Cognito). */
const userPoolRead: Category = { name: 'UserPoolRead', perSecond: 15 };
const resourceRead: Category = { name: 'UserPoolResourceRead', perSecond: 20, perPool: 5 };
const resourceUpdate: Category = { name: 'UserPoolResourceUpdate', perSecond: 15, perPool: 5 };
/** Operations on users: their categories follow from the descriptions of the categories. */
const userList: Category = { name: 'UserList', perSecond: 30 };
const userRead: Category = { name: 'UserRead', perSecond: 120 };
const userResourceRead: Category = { name: 'UserResourceRead', perSecond: 50 };
const userUpdate: Category = { name: 'UserUpdate', perSecond: 25 };
const userResourceUpdate: Category = { name: 'UserResourceUpdate', perSecond: 25 };
const userRecovery: Category = { name: 'UserAccountRecovery', perSecond: 30 };
const userCreation: Category = { name: 'UserCreation', perSecond: 50 };
const categories: Readonly<Partial<Record<string, Category>>> = {
  ListUserPools: userPoolRead,
  DescribeUserPool: userPoolRead,
  ListUserImportJobs: resourceRead,
  DescribeUserImportJob: resourceRead,
  GetCSVHeader: resourceRead,
  CreateUserImportJob: resourceUpdate,
  StartUserImportJob: resourceUpdate,
  StopUserImportJob: resourceUpdate,
  ListGroups: resourceRead,
  CreateGroup: resourceUpdate,
  ListUsers: userList,
  ListUsersInGroup: userList,
  AdminGetUser: userRead,
  AdminListGroupsForUser: userResourceRead,
  AdminListUserAuthEvents: userResourceRead,
  AdminDeleteUser: userUpdate,
  AdminDisableUser: userUpdate,
  AdminEnableUser: userUpdate,
  AdminUpdateUserAttributes: userUpdate,
  AdminAddUserToGroup: userResourceUpdate,
  AdminResetUserPassword: userRecovery,
  AdminCreateUser: userCreation,
};

/** Calls kept with their times; older ones remain in the counts only. */
const keptCalls = 20_000;

export class CallLog {
  readonly #clock: EmulatorClock;
  readonly #counts = new Map<string, number>();
  readonly #windows = new Map<string, number[]>();
  #recent: Call[] = [];
  #overQuota: OverQuota[] = [];

  constructor(clock: EmulatorClock) {
    this.#clock = clock;
  }

  /** The latest calls, oldest first. */
  get recent(): readonly Call[] {
    return this.#recent;
  }

  get overQuota(): readonly OverQuota[] {
    return this.#overQuota;
  }

  /** The number of calls: of one operation, of one operation on one pool, or of all. */
  count(operation?: string, userPoolId?: string): number {
    return this.#counts.get(countKey(operation, userPoolId)) ?? 0;
  }

  /** Counts by `Operation` and `Operation poolId`. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].filter(([key]) => key !== ''));
  }

  /** Records a call; returns whether it was within every quota. */
  record(call: Omit<Call, 'at'>): boolean {
    const at = this.#clock.now();
    this.#recent.push({ at, ...call });
    if (this.#recent.length > 2 * keptCalls) this.#recent = this.#recent.slice(-keptCalls);
    this.#increment(undefined, undefined);
    this.#increment(call.operation, undefined);
    if (call.userPoolId !== undefined) this.#increment(call.operation, call.userPoolId);
    return this.#withinQuotas(call, at);
  }

  clear(): void {
    this.#counts.clear();
    this.#windows.clear();
    this.#recent = [];
    this.#overQuota = [];
  }

  #increment(operation: string | undefined, userPoolId: string | undefined): void {
    const key = countKey(operation, userPoolId);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  #withinQuotas(call: Omit<Call, 'at'>, at: number): boolean {
    const category = categories[call.operation];
    if (!category) return true;
    const whole = this.#within(category.name, category.perSecond, at);
    if (category.perPool === undefined || call.userPoolId === undefined) return whole;
    return this.#within(countKey(call.operation, call.userPoolId), category.perPool, at) && whole;
  }

  #within(quota: string, allowed: number, at: number): boolean {
    const window = (this.#windows.get(quota) ?? []).filter((time) => time > at - 1_000);
    window.push(at);
    this.#windows.set(quota, window);
    if (window.length <= allowed) return true;
    this.#overQuota.push({ at, quota, perSecond: window.length, allowed });
    return false;
  }
}

function countKey(operation = '', userPoolId?: string): string {
  return userPoolId === undefined ? operation : `${operation} ${userPoolId}`;
}
