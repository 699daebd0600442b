// A server that answers before it has read the upload and closes the connection at once: its reason is lost, wholly or in part.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { after, before, describe, test, type TestContext } from 'node:test';
import { PreSignedUrl } from '../../../src/domain/gateway/preSignedUrl.ts';
import { uploadWorld, type UploadWorld } from '../support/uploadWorld.ts';
import { failsWith, failureOf } from '../support/world.ts';

const retry = { type: 'retry' } as const;
const newJob = { type: 'retry', withNewJob: true } as const;
const reason = '<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>';
const minute = 60_000;
let world: UploadWorld;

before(async () => {
  world = await uploadWorld();
});
after(() => world.close());

/** A server that lets the upload begin and calls `cut` with the socket when the first bytes of the file arrive. */
async function cutting(
  context: TestContext,
  cut: (socket: Socket) => void,
  expiresIn = 15 * minute,
): Promise<PreSignedUrl> {
  const server = createServer((socket) => {
    let received = '';
    socket.on('error', () => undefined);
    socket.on('data', function read(chunk: Buffer) {
      const hadHead = received.includes('\r\n\r\n');
      received += chunk.toString('latin1');
      const head = received.indexOf('\r\n\r\n');
      if (head >= 0 && !hadHead) socket.write('HTTP/1.1 100 Continue\r\n\r\n');
      if (head < 0 || received.length === head + 4) return;
      socket.off('data', read).resume();
      cut(socket);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => server.close());
  const { port } = server.address() as AddressInfo;
  const signedAt = new Date(Date.now() + expiresIn - 15 * minute).toISOString().replace(/[-:]|\.\d+/g, '');
  const query = `X-Amz-Date=${signedAt}&X-Amz-Expires=900&X-Amz-Signature=${'f'.repeat(64)}`;
  return new PreSignedUrl(`http://127.0.0.1:${port}/111122223333/us-east-1_A/import-a?${query}`);
}

const head = (status: string, length: number): string =>
  `HTTP/1.1 ${status}\r\nContent-Type: application/xml\r\nContent-Length: ${length}\r\nx-amz-request-id: R1\r\n\r\n`;
const forbidden = '403 Forbidden';

/** How much of the refusal still arrives. */
const refusals = {
  'its status only': head(forbidden, reason.length),
  'half of its reason': head(forbidden, reason.length) + reason.slice(0, 30),
  'its status, and that there is no reason': head(forbidden, 0),
  'the first piece of a chunked reason': `HTTP/1.1 ${forbidden}\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n<Error>\r\n`,
} as const;

describe('what arrives of a refusal:', () => {
  for (const [what, answer] of Object.entries(refusals)) {
    test(`${what}: a retry may help`, async (context) => {
      const url = await cutting(context, (socket) => socket.end(answer));
      const lost = /^S3 refused the upload \(HTTP 403\), and its reason did not arrive\.$/;
      await failsWith(world.upload(url), 'offline', lost, retry);
    });

    test(`${what}: a new job is needed if the URL has expired`, async (context) => {
      const url = await cutting(context, (socket) => socket.end(answer), -minute);
      await failsWith(world.upload(url), 'conflict', /^The upload URL of the job has expired/, newJob);
    });
  }

  test('nothing at all, for an expired URL: a new job is needed', async (context) => {
    const url = await cutting(context, (socket) => socket.resetAndDestroy(), -minute);
    await failsWith(world.upload(url), 'conflict', /^The upload URL of the job has expired/, newJob);
  });

  test('nothing at all, for a valid URL: the connection broke off', async (context) => {
    const url = await cutting(context, (socket) => socket.resetAndDestroy());
    await failsWith(world.upload(url), 'offline', /broke off/, retry);
  });

  test('all but its last byte: its reason is used', async (context) => {
    const answer = head(forbidden, reason.length) + reason.slice(0, -1);
    const url = await cutting(context, (socket) => socket.end(answer));
    await failsWith(world.upload(url), 'conflict', /^The upload URL of the job has expired/, newJob);
  });

  test('all of it: the reason decides, not the clock', async (context) => {
    const words = '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';
    const answer = head(forbidden, words.length) + words;
    const url = await cutting(context, (socket) => socket.end(answer), -minute);
    await failsWith(world.upload(url), 'conflict', /does not allow the upload/, retry);
  });

  // A reset may overtake data sent before it: the lost part differs each time, the conclusion must not.
  test('any part of it, after a reset, in a hundred attempts: never a proxy', async (context) => {
    const answer = head(forbidden, reason.length) + reason;
    for (let time = 0; time < 100; time++) {
      const url = await cutting(
        context,
        (socket) => {
          socket.write(answer);
          socket.resetAndDestroy();
        },
        time % 2 === 0 ? -minute : minute,
      );
      const { message, action } = await failureOf(world.upload(url));
      if (time % 2 === 0)
        assert.deepEqual([message.slice(0, 35), action], ['The upload URL of the job has expir', newJob]);
      else assert.match(message, /has expired|broke off/);
    }
  });
});

describe('an answer that is no refusal by S3:', () => {
  test('a page in place of S3', async (context) => {
    const page = '<html>Sign in</html>';
    const url = await cutting(context, (socket) => socket.end(head(forbidden, page.length) + page));
    await failsWith(world.upload(url), 'offline', /proxy or a sign-in page/, { type: 'proxySettings' });
  });

  for (const status of [
    '302 Found',
    '407 Proxy Authentication Required',
    '511 Network Authentication Required',
  ]) {
    test(`${status}, which S3 never sends`, async (context) => {
      const url = await cutting(context, (socket) => socket.end(head(status, 0)), -minute);
      await failsWith(world.upload(url), 'offline', /proxy or a sign-in page/, { type: 'proxySettings' });
    });
  }

  test('a server error without a message', async (context) => {
    const url = await cutting(context, (socket) => socket.end(head('503 Slow Down', 50)), -minute);
    await failsWith(
      world.upload(url),
      'offline',
      /^S3 returned a server error \(HTTP 503\)\. Retrying may help\.$/,
      retry,
    );
  });

  test('a success that is cut short: it is unknown whether the file arrived', async (context) => {
    const url = await cutting(context, (socket) => socket.end(head('200 OK', 50)));
    await failsWith(world.upload(url), 'offline', /broke off/, retry);
  });
});
