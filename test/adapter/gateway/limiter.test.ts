// Every call of the gateway goes through the limiter.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { profileConnection } from '../../../src/domain/connections/connection.ts';
import { FailureError } from '../../../src/domain/connections/failure.ts';
import { PreSignedUrl } from '../../../src/domain/gateway/preSignedUrl.ts';
import { categoryOf } from '../../../src/domain/gateway/quotas.ts';
import type { CallLimiter, LimitedCall } from '../../../src/domain/gateway/rateLimiter.ts';
import { awsWorld, exampleKeys, failureOf, noAbort, type World } from '../support/world.ts';

let world: World;

before(async () => {
  world = await awsWorld();
  world.home.config(`[profile it]\n${exampleKeys}`);
});
after(() => world.close());

test('every call gives the limiter its operation, pool and priority', async () => {
  const asked: LimitedCall[] = [];
  const limiter: CallLimiter = {
    run: (call) => {
      asked.push(call);
      return Promise.reject(new FailureError({ kind: 'throttled', message: 'made up' }));
    },
  };
  const gateway = world.connect(profileConnection('it', 'us-east-1'), undefined, limiter);
  const background = gateway.withPriority('background');
  const log = { userPoolId: 'p', name: 'P' };
  const newJob = { jobName: 'n', userPoolId: 'p', cloudWatchLogsRoleArn: 'r' };
  const url = new PreSignedUrl('http://127.0.0.1/');
  const calls = [
    gateway.getCallerIdentity(noAbort),
    gateway.listUserPools({}, noAbort),
    gateway.listUserImportJobs('p', {}, noAbort),
    gateway.describeUserImportJob('p', 'j', noAbort),
    gateway.stopUserImportJob('p', 'j', noAbort),
    gateway.imports.describeUserPool('p', noAbort),
    gateway.imports.getCsvHeader('p', noAbort),
    gateway.imports.createUserImportJob(newJob, noAbort),
    gateway.imports.startUserImportJob('p', 'j', noAbort),
    gateway.imports.upload(url, '', () => undefined, noAbort),
    gateway.imports.listLogRoles(noAbort),
    gateway.imports.createLogRole('r', noAbort),
    gateway.imports.listLogEvents(log, { jobId: 'j', jobName: 'n' }, undefined, noAbort),
    gateway.users.getUser('p', 'u', noAbort),
    gateway.users.listUsers('p', undefined, noAbort),
    gateway.users.deleteUser('p', 'u', noAbort),
    gateway.users.disableUser('p', 'u', noAbort),
    gateway.users.listGroups('p', undefined, noAbort),
    gateway.users.createGroup('p', 'g', noAbort),
    gateway.users.groupsOfUser('p', 'u', undefined, noAbort),
    gateway.users.addUserToGroup('p', 'u', 'g', noAbort),
    gateway.users.usersInGroup('p', 'g', undefined, noAbort),
    gateway.users.authEvents('p', 'u', undefined, noAbort),
    gateway.users.resetPassword('p', 'u', noAbort),
    background.listUserPools({}, noAbort),
    background.imports.describeUserPool('p', noAbort),
  ];
  for (const call of calls) assert.equal((await failureOf(call)).kind, 'throttled');
  assert.deepEqual(
    asked.map(({ operation, userPoolId = '', priority }) => `${operation} ${userPoolId} ${priority}`),
    [
      'GetCallerIdentity  user',
      'ListUserPools  user',
      'ListUserImportJobs p user',
      'DescribeUserImportJob p user',
      'StopUserImportJob p user',
      'DescribeUserPool p user',
      'GetCSVHeader p user',
      'CreateUserImportJob p user',
      'StartUserImportJob p user',
      'Upload  user',
      'ListRoles  user',
      'CreateRole  user',
      'GetLogEvents p user',
      'AdminGetUser p user',
      'ListUsers p user',
      'AdminDeleteUser p user',
      'AdminDisableUser p user',
      'ListGroups p user',
      'CreateGroup p user',
      'AdminListGroupsForUser p user',
      'AdminAddUserToGroup p user',
      'ListUsersInGroup p user',
      'AdminListUserAuthEvents p user',
      'AdminResetUserPassword p user',
      'ListUserPools  background',
      'DescribeUserPool p background',
    ],
  );
  const names = new Set(asked.map(({ operation }) => operation));
  assert.deepEqual(
    Object.keys(categoryOf).filter((operation) => !names.has(operation)),
    [],
    'limited operations that no call uses',
  );
});
