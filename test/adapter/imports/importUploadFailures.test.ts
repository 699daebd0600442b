// S3's refusals of an upload, and answers from others in its place.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { PreSignedUrl } from '../../../src/domain/gateway/preSignedUrl.ts';
import { answering, refuse, refusing, uploadWorld, urlOf, type UploadWorld } from '../support/uploadWorld.ts';
import { failsWith } from '../support/world.ts';

const retry = { type: 'retry' } as const;
const newJob = { type: 'retry', withNewJob: true } as const;
let world: UploadWorld;

before(async () => {
  world = await uploadWorld();
});
after(() => world.close());
afterEach(() => world.emulator.faults.clear());

describe('S3 says', () => {
  test('that the URL has expired', async () => {
    const { preSignedUrl } = await world.newJob();
    world.emulator.control.advance(15 * 60_000);
    const detail = await failsWith(
      world.upload(preSignedUrl),
      'conflict',
      /has expired: .* 15 minutes/,
      newJob,
    );
    assert.equal(detail, 'AccessDenied: Request has expired');
  });

  test('that the signature does not match, before the file is sent, and no secret is shown', async (context) => {
    let bytes = 0;
    const server = refusing((request, response) => {
      request.on('data', (chunk: Buffer) => (bytes += chunk.length));
      const secret = '<AWSAccessKeyId>ASIASECRET</AWSAccessKeyId><StringToSign>AWS4-HMAC</StringToSign>';
      const words = 'The request signature we calculated does not match the signature you provided.';
      refuse(response, 403, `<Code>SignatureDoesNotMatch</Code><Message>${words}</Message>${secret}`);
    });
    const message = /"x-amz-server-side-encryption: aws:kms" has to arrive unchanged/;
    const detail = await failsWith(world.upload(await urlOf(context, server)), 'conflict', message, retry);
    assert.match(detail, /^SignatureDoesNotMatch: The request signature we calculated .* provided\.$/);
    assert.equal(bytes, 0);
    assert.match(world.log.at(-1) ?? '', /Upload us-east-1_A import-a request R1 .*SignatureDoesNotMatch/);
  });

  test('that the encryption header is missing, after a proxy removed it', async () => {
    world.emulator.faults.add({ kind: 'strip', operation: 'PutObject' });
    const { preSignedUrl } = await world.newJob();
    const message = /"x-amz-server-side-encryption: aws:kms" has to arrive unchanged/;
    await failsWith(world.upload(preSignedUrl), 'conflict', message, retry);
  });

  test('something while the file is still being sent', async (context) => {
    const server = answering((request, response) => {
      request.once('data', () => {
        request.pause();
        refuse(response, 400, '<Code>EntityTooLarge</Code><Message>Too &amp; large</Message>');
      });
    });
    const work = world.upload(await urlOf(context, server));
    assert.equal(
      await failsWith(work, 'conflict', /S3 refused the file: Too & large/, retry),
      'EntityTooLarge: Too & large',
    );
  });

  for (const [status, code, kind, message] of [
    [403, 'AccessDenied', 'conflict', /does not allow the upload/],
    [400, 'ExpiredToken', 'conflict', /has expired/],
    [400, 'RequestTimeout', 'offline', /returned a server error/],
    [503, 'SlowDown', 'offline', /returned a server error \(HTTP 503\)/],
  ] as const) {
    test(code, async (context) => {
      const words = code === 'ExpiredToken' ? 'The provided token has expired.' : 'Words';
      const server = refusing((_request, response) =>
        refuse(response, status, `<Code>${code}</Code><Message>${words}</Message>`),
      );
      const action = code === 'ExpiredToken' ? newJob : retry;
      await failsWith(world.upload(await urlOf(context, server)), kind, message, action);
    });
  }

  test('nothing, because a proxy or a broken server answers', async (context) => {
    const portal = answering((request, response) => {
      request.resume().on('end', () => response.end('<html>Please sign in</html>'));
    });
    const broken = refusing((_request, response) => response.writeHead(502).end('<html>Bad gateway</html>'));
    const message = /proxy or a sign-in page answered/;
    await failsWith(world.upload(await urlOf(context, portal)), 'offline', message, {
      type: 'proxySettings',
    });
    await failsWith(world.upload(await urlOf(context, broken)), 'offline', /HTTP 502/, retry);
  });
});

test('an invalid URL is not repeated in the failure', async () => {
  const url = new PreSignedUrl('no URL at all?X-Amz-Signature=secret');
  await failsWith(world.upload(url), 'unexpected', /^The upload URL of the job is not a URL\.$/, undefined);
});
