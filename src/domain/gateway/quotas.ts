// The request quotas of Amazon Cognito user pools, and how much of them this extension allows itself.
// Source: Developer Guide, "Quotas in Amazon Cognito" (API request rate quotas). The quotas of the categories UserPool… cannot be raised.

export type Category =
  | 'UserPoolRead'
  | 'UserPoolResourceRead'
  | 'UserPoolResourceUpdate'
  | 'UserList'
  | 'UserRead'
  | 'UserResourceRead'
  | 'UserUpdate'
  | 'UserAccountRecovery';

/** Requests per second and category, for the whole account in a region: shared with everything else that runs there. */
export const categoryQuota: Readonly<Record<Category, number>> = {
  UserPoolRead: 15,
  UserPoolResourceRead: 20,
  UserPoolResourceUpdate: 15,
  UserList: 30,
  UserRead: 120,
  UserResourceRead: 50,
  UserUpdate: 25,
  UserAccountRecovery: 30,
};

/** Requests per second for one operation on one user pool, in the categories that are about pools. */
export const perPoolQuota = 5;

/**
 * Which category's quota an operation counts against. For operations on users this follows from the categories' descriptions. Changes of
 * group membership belong to UserResourceUpdate, whose quota is as large as UserUpdate's: counted as UserUpdate, both stay below it.
 */
export const categoryOf = {
  ListUserPools: 'UserPoolRead',
  DescribeUserPool: 'UserPoolRead',
  DescribeUserImportJob: 'UserPoolResourceRead',
  ListUserImportJobs: 'UserPoolResourceRead',
  GetCSVHeader: 'UserPoolResourceRead',
  CreateUserImportJob: 'UserPoolResourceUpdate',
  StartUserImportJob: 'UserPoolResourceUpdate',
  StopUserImportJob: 'UserPoolResourceUpdate',
  ListUsers: 'UserList',
  ListUsersInGroup: 'UserList',
  AdminGetUser: 'UserRead',
  AdminListGroupsForUser: 'UserResourceRead',
  AdminListUserAuthEvents: 'UserResourceRead',
  AdminDeleteUser: 'UserUpdate',
  AdminDisableUser: 'UserUpdate',
  AdminAddUserToGroup: 'UserUpdate',
  AdminResetUserPassword: 'UserAccountRecovery',
  ListGroups: 'UserPoolResourceRead',
  CreateGroup: 'UserPoolResourceUpdate',
} as const satisfies Record<string, Category>;

export type Operation = keyof typeof categoryOf;

/**
 * Why a call is made, the more pressing first. 'user': somebody waits for it. 'background': it keeps a view up to date. 'scan': a
 * search of the whole account that the user started and may cancel. 'rows': a pass over thousands of users, one after the other.
 */
export const priorities = ['user', 'background', 'rows', 'scan'] as const;
export type Priority = (typeof priorities)[number];

/**
 * The share of a category's quota that all calls together may use in the long run. The rest is the burst, so that the
 * quota is never exceeded within a second: 14/15 is the largest share that leaves the smallest quota a burst of one call.
 */
export const peakShare = 0.93;

/** The share for keeping views up to date: this lasts for hours, so most of the quota stays available to production. */
export const backgroundShare = 0.6;

/** The share of the quota per operation and pool. A pool is rarely read twice in a second; the rest is the burst. */
export const perPoolShare = 0.6;

/** The share for passes that last for hours: less than half of the quota in the long run, and in any single second. */
export function rowsPerSecond(quota: number): number {
  const half = quota / 2;
  return Math.min(0.955 * half, Math.floor(half) - 0.05);
}
