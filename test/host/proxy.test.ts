// Behind a proxy: calls to AWS's own names go through the proxy of VS Code's settings, and the profile's certificates are trusted there.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { selfSigned } from '../adapter/support/certificate.ts';
import { command, openingTime, until } from './csv/csvWorld.ts';
import { cognito, ProxiedAws, sts, writeDefaultProfile } from './proxiedAws.ts';

describe('behind a proxy', () => {
  const folder = mkdtempSync(join(tmpdir(), 'proxy-'));
  const config = process.env['AWS_CONFIG_FILE'] ?? '';
  const original = readFileSync(config, 'utf8');
  let aws: ProxiedAws | undefined;

  after(async () => {
    await aws?.stop();
    writeFileSync(config, original);
    rmSync(folder, { recursive: true });
  });

  it('calls go through it, without an agent of our own', async function () {
    this.timeout(openingTime);
    const { seen, asked } = (aws = await ProxiedAws.start(selfSigned(folder, [cognito, sts])));
    // The changed file makes the default profile's connection resolve again.
    writeDefaultProfile(`ca_bundle = ${join(folder, 'cert.pem')}\n`);
    await vscode.commands.executeCommand('cognitoImportJobs.explorer.focus');
    await until(async () => {
      await command('refresh');
      return seen.length > 1;
    });
    assert.deepEqual(new Set(asked), new Set([`${cognito}:443`, `${sts}:443`]));
    assert.ok(seen.includes(`${cognito} AWSCognitoIdentityProviderService.ListUserPools`));
    assert.ok(seen.includes(`${sts} GetCallerIdentity`));
  });
});
