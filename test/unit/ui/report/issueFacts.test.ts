// An issue report contains kinds and numbers, and no names of the user's resources.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { issueFacts, type Surroundings } from '../../../../src/ui/report/issueFacts.ts';
import { job } from '../../../support/cognito/cognitoInProcess.ts';
import { connection, openPool, pool, ref, world } from '../../../support/worlds/jobsWorld.ts';

const around: Surroundings = {
  extension: '0.1.0',
  vscode: '1.139.1',
  appName: 'Visual Studio Code',
  appHost: 'desktop',
  machine: 'here',
  platform: 'linux',
  architecture: 'x64',
  node: '24.15.0',
  language: 'en',
  isTrusted: true,
  notifications: 'all',
  guardedTargets: ['*prod*', '111122223333'],
};

const secret = /work|customers|us-east-1_A|import-1|name of|prod|1111|ada|home/;

test('the facts are versions, kinds and numbers', async () => {
  const { jobs, service, clock } = world();
  service.jobs = [
    job('import-1'),
    job('import-2', { status: 'Succeeded' }),
    job('import-3', { status: 'Odd' }),
  ];
  await openPool({ jobs, clock });
  jobs.store.setPoolFailure(pool, { kind: 'denied', code: 'AccessDeniedException', message: 'ada may not.' });
  jobs.store.setJobFailure(ref('import-1'), { kind: 'offline', message: '/home/ada is offline.' });
  const failure = { kind: 'expired', code: 'SSO token of ada', message: 'The login of work ended.' } as const;
  const facts = issueFacts(around, jobs, [{ failure, at: 60_000 }], 180_000);
  assert.equal(
    facts,
    `- Extension 0.1.0, VS Code 1.139.1 (Visual Studio Code, desktop)
- Runs locally: linux x64, Node.js 24.15.0, language en
- Workspace: trusted
- Settings: notifications all, 2 patterns in guardedTargets
- Connections: 1 profile
- User pools known: 1. Import jobs known: 1 InProgress, 1 Succeeded, 1 of an unknown status

Failures shown in this window, newest first:
- expired, 2 min ago

Failures that stand now:
- user pool: denied AccessDeniedException (1)
- import job: offline (1)`,
  );
  assert.doesNotMatch(facts, secret);
});

test('an empty window has no connections or failures, and a remote machine has no name', () => {
  const { jobs } = world();
  jobs.removeConnection(connection.id);
  const facts = (machine: Surroundings['machine']) =>
    issueFacts({ ...around, machine, isTrusted: false, guardedTargets: 'x' }, jobs, [], 0);
  assert.match(facts('ssh'), /^- Runs on the SSH host: linux/m);
  assert.match(facts('wsl'), /in Restricted Mode\n.*1 pattern in guardedTargets\n- Connections: none\n/);
  assert.doesNotMatch(facts('remote'), secret);
});

test('values from outside contain no Markdown', () => {
  const { jobs } = world();
  const facts = issueFacts({ ...around, appName: '[x](command:evil)\n# Title', language: '`' }, jobs, [], 0);
  assert.match(facts, /\(xcommandevil Title, desktop\)/);
});
