// System certificates: the SDK's calls trust those that VS Code adds, without `ca_bundle`; an unknown certificate is reported.
import assert from 'node:assert/strict';
import { mkdtempSync, promises, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import manifest from '../../package.json' with { type: 'json' };
import type * as AwsBundle from '../../src/aws/aws.ts';
import { profileConnection } from '../../src/domain/connections/connection.ts';
import { failureOf } from '../../src/domain/connections/failure.ts';
import { authorityOf, newAuthority, signedBy, type Authority } from '../adapter/support/certificate.ts';
import { openingTime } from './csv/csvWorld.ts';
import { cognito, ProxiedAws, sts, writeDefaultProfile } from './proxiedAws.ts';
import { systemCertificatesVariable } from './run/result.ts';

const system = process.env[systemCertificatesVariable] ?? '';
/** The distribution's file, which VS Code 1.104 reads on Linux instead of asking Node. */
const distributionFile = '/etc/ssl/certs/ca-certificates.crt';

// Newer versions ask Node, which reads the file that the environment names. For the older one, reads of the distribution's file return
// that file too, in this process only. This must happen while this file is loaded, before any test: VS Code reads the certificates only
// once, at the first `fetch`.
const { readFile } = promises;
promises.readFile = ((path: unknown, ...rest: [never]) =>
  readFile(path === distributionFile ? system : (path as string), ...rest)) as typeof readFile;

/** Lists user pools through the shipped bundle: VS Code patches modules that files of the extension load. */
async function listPools(): Promise<readonly { readonly name: string }[]> {
  const folder =
    vscode.extensions.getExtension(`${manifest.publisher}.${manifest.name}`)?.extensionPath ?? '';
  const { createAws } = createRequire(__filename)(join(folder, 'dist/aws.js')) as typeof AwsBundle;
  const ignore = (): void => undefined;
  const gateway = createAws().connect(profileConnection('default', 'us-east-1'), {
    askMfaCode: () => Promise.resolve(undefined),
    log: { debug: ignore, info: ignore, warn: ignore },
  });
  try {
    return (await gateway.listUserPools({}, new AbortController().signal)).items;
  } finally {
    gateway.dispose();
  }
}

async function set(name: string, value: unknown): Promise<void> {
  const settings = vscode.workspace.getConfiguration('http');
  await settings.update(name, value, vscode.ConfigurationTarget.Global);
}

describe('certificates of the system', () => {
  const folder = mkdtempSync(join(tmpdir(), 'system-certificates-'));
  const config = process.env['AWS_CONFIG_FILE'] ?? '';
  const original = readFileSync(config, 'utf8');
  let aws: ProxiedAws | undefined;

  before(function () {
    // Desktop VS Code asks its main process, which a test cannot reach.
    if (vscode.env.remoteName === undefined) this.skip();
    writeDefaultProfile('');
  });
  afterEach(async () => {
    await aws?.stop();
    aws = undefined;
    await set('systemCertificates', undefined);
    await set('experimental.systemCertificatesV2', undefined);
  });
  after(() => {
    writeFileSync(config, original);
    rmSync(folder, { recursive: true });
  });

  const startSignedBy = async (authority: Authority): Promise<void> => {
    aws = await ProxiedAws.start(signedBy(authority, folder, [cognito, sts]));
  };
  const isRefused = async (): Promise<void> => {
    const error: unknown = await listPools().then(
      () => assert.fail('It was trusted.'),
      (reason: unknown) => reason,
    );
    const { kind, message, action } = failureOf(error);
    assert.match(
      message,
      /^The certificate of AWS is not trusted on this computer; a proxy may have replaced it\.$/,
    );
    assert.deepEqual([kind, action], ['offline', { type: 'proxySettings' }]);
    assert.deepEqual(aws?.seen, []);
  };

  it('are trusted, as VS Code adds them', async function () {
    this.timeout(openingTime);
    await startSignedBy(authorityOf(dirname(system)));
    assert.ok((await listPools()).some(({ name }) => name === 'customers-production'));
    assert.ok(aws?.seen.includes(`${cognito} AWSCognitoIdentityProviderService.ListUserPools`));
  });

  it('are trusted with the experimental setting of VS Code, too', async () => {
    await set('experimental.systemCertificatesV2', true);
    await startSignedBy(authorityOf(dirname(system)));
    assert.ok((await listPools()).length > 0);
  });

  it('are not trusted if the user has disabled them; the failure says so', async () => {
    await set('systemCertificates', false);
    await startSignedBy(authorityOf(dirname(system)));
    await isRefused();
  });

  it('leave an unknown authority untrusted; the failure says so', async () => {
    await startSignedBy(newAuthority(folder));
    await isRefused();
  });
});
