// Every failure of a service or the network, caused by a real request, has its own message and action.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { after, afterEach, before, describe, test, type TestContext } from 'node:test';
import { createServer, type AddressInfo, type Server } from 'node:net';
import type { FailureAction, FailureKind } from '../../../src/domain/connections/failure.ts';
import type { FaultKind } from '../../../src/emulator/emulator.ts';
import { selfSigned } from '../support/certificate.ts';
import { awsWorld, exampleKeys, failsWith, noAbort, type World } from '../support/world.ts';

let world: World;
const retry: FailureAction = { type: 'retry' };
const proxy: FailureAction = { type: 'proxySettings' };
const openIt = (): FailureAction => ({ type: 'openConfig', profile: 'it', file: world.aws.files().config });

before(async () => {
  world = await awsWorld();
  world.home.config(`[profile it]\n${exampleKeys}`);
});
after(() => world.close());
afterEach(() => world.emulator.faults.clear());

const list = (): Promise<unknown> => world.profile('it').listUserPools({}, noAbort);
const identify = (): Promise<unknown> => world.profile('it').getCallerIdentity(noAbort);

describe('Cognito answers', () => {
  const cases: readonly [FaultKind, FailureKind, RegExp, () => FailureAction][] = [
    ['expiredToken', 'expired', /temporary credentials of profile "it" expired/, openIt],
    ['invalidToken', 'misconfigured', /AWS does not know the access key/, () => ({ type: 'chooseProfile' })],
    [
      'denied',
      'denied',
      /IAM does not allow profile "it" to call cognito-idp:ListUserPools/,
      () => ({ type: 'copyIamPolicy' }),
    ],
    ['replicaRegion', 'conflict', /replica of the user pool/, () => ({ type: 'chooseRegion' })],
    ['clockSkew', 'misconfigured', /clock of this computer is wrong/, () => retry],
    ['throttle', 'throttled', /throttling requests/, () => retry],
    ['serverError', 'offline', /returned a server error \(HTTP 500\)/, () => retry],
    ['html', 'offline', /proxy or a sign-in page answered/, () => proxy],
    ['malformed', 'offline', /proxy or a sign-in page answered/, () => proxy],
    ['reset', 'offline', /connection to AWS broke off/, () => retry],
  ];
  for (const [fault, kind, message, action] of cases) {
    test(fault, async () => {
      world.emulator.faults.add({ kind: fault });
      await failsWith(list(), kind, message, action());
    });
  }

  test('that the pool does not exist', async () => {
    const work = world.profile('it').listUserImportJobs('us-east-1_Nowhere00', {}, noAbort);
    const detail = await failsWith(work, 'notFound', /does not exist any more/, retry);
    assert.match(detail, /^ResourceNotFoundException: /);
  });

  test('that the job does not exist', async () => {
    const poolId = world.emulator.control.pools[0]?.id ?? '';
    const work = world.profile('it').describeUserImportJob(poolId, 'import-0123456789', noAbort);
    await failsWith(work, 'notFound', /does not exist any more/, retry);
  });

  test('that a job cannot be stopped in its state', async () => {
    const poolId = world.emulator.control.pools[0]?.id ?? '';
    const job = world.emulator.control.createJob({ userPoolId: poolId, jobName: 'idle' });
    const work = world.profile('it').stopUserImportJob(poolId, job.id, noAbort);
    await failsWith(work, 'conflict', /state that does not allow this/, retry);
  });

  test('that an id is invalid', async () => {
    const work = world.profile('it').listUserImportJobs('not an id', {}, noAbort);
    await failsWith(work, 'unexpected', /did not accept the request/, { type: 'showLog' });
  });
});

describe('STS answers', () => {
  before(() => {
    process.env['AWS_ENDPOINT_URL_STS'] = world.emulator.url;
  });
  const cases: readonly [FaultKind, FailureKind, RegExp][] = [
    ['expiredToken', 'expired', /temporary credentials/],
    ['invalidToken', 'misconfigured', /does not know the access key/],
    ['clockSkew', 'misconfigured', /clock of this computer/],
    ['throttle', 'throttled', /throttling requests/],
    ['html', 'offline', /proxy or a sign-in page/],
  ];
  for (const [fault, kind, message] of cases) {
    test(fault, async () => {
      world.emulator.faults.add({ kind: fault });
      const failure = await identify().then(
        () => assert.fail('It succeeded'),
        (error: unknown) => (error as { failure: { kind: string; message: string } }).failure,
      );
      assert.equal(failure.kind, kind);
      assert.match(failure.message, message);
    });
  }
});

describe('the network', () => {
  const at = async (endpoint: string, work = list): Promise<Promise<unknown>> => {
    process.env['AWS_ENDPOINT_URL'] = endpoint;
    return work();
  };
  after(() => {
    process.env['AWS_ENDPOINT_URL'] = world.emulator.url;
  });

  test('does not answer requests', async () => {
    const hasty = await awsWorld({ requestTimeout: 100 });
    hasty.home.config(`[profile it]\n${exampleKeys}`);
    hasty.emulator.faults.add({ kind: 'hang' });
    const work = hasty.profile('it').listUserPools({}, noAbort);
    await failsWith(work, 'offline', /AWS did not answer in time/, retry);
    await hasty.close();
  });

  test('cannot resolve the host', async () => {
    const detail = await failsWith(
      at('http://cognito-idp.nowhere.invalid'),
      'offline',
      /The host cognito-idp\.nowhere\.invalid cannot be reached/,
      retry,
    );
    assert.match(detail, /ENOTFOUND|EAI_AGAIN/);
  });

  test('refuses the connection', async () => {
    await failsWith(at('http://127.0.0.1:1'), 'offline', /The host 127\.0\.0\.1:1 cannot be reached/, retry);
  });

  test('ends connections at once', async (t) => {
    const server = createServer((socket) => socket.resetAndDestroy());
    const port = await listening(t, server);
    await failsWith(at(`http://127.0.0.1:${port}`), 'offline', /broke off/, retry);
  });

  test('has an untrusted certificate, until ca_bundle names it', async (t) => {
    const { key, cert } = selfSigned(world.home.path);
    const server = createTlsServer({ key, cert }, (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' }).end('{"UserPools":[]}');
    });
    const endpoint = `https://localhost:${await listening(t, server)}`;
    await failsWith(at(endpoint), 'offline', /certificate of .* is not trusted/, proxy);
    const file = world.home.write('bundle.pem', cert);
    world.home.config(`[profile it]\nca_bundle = ${file}\n${exampleKeys}`);
    assert.deepEqual(await await at(endpoint, () => list()), { items: [] });
  });

  test('answers with something other than HTTP', async (t) => {
    const server = createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n'));
    const port = await listening(t, server);
    await failsWith(at(`http://127.0.0.1:${port}`), 'offline', /proxy or a sign-in page/, proxy);
  });
});

describe('a proxy answers', () => {
  for (const [status, headers, body] of [
    [302, { location: 'http://portal.example/login' }, ''],
    [407, { 'proxy-authenticate': 'Basic' }, ''],
    [503, { 'content-type': 'text/html' }, '<html>Try later</html>'],
    [200, { 'content-type': 'text/html' }, '<html>Sign in</html>'],
  ] as const) {
    test(`HTTP ${status}`, async (t) => {
      const server = createHttpServer((_request, response) => response.writeHead(status, headers).end(body));
      process.env['AWS_ENDPOINT_URL'] = `http://127.0.0.1:${await listening(t, server)}`;
      await failsWith(list(), 'offline', /proxy or a sign-in page answered/, proxy);
      process.env['AWS_ENDPOINT_URL'] = world.emulator.url;
    });
  }
});

/** Lets `server` listen until the test is over. Resolves with its port. */
async function listening(t: TestContext, server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close());
  return (server.address() as AddressInfo).port;
}
