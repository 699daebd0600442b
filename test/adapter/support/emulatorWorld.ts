// An emulator and the real SDK's clients on it.
import assert from 'node:assert/strict';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { STSClient } from '@aws-sdk/client-sts';
import { startEmulator, type Emulator, type EmulatorOptions } from '../../../src/emulator/emulator.ts';

export const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' };

export interface EmulatorWorld {
  readonly emulator: Emulator;
  readonly cognito: CognitoIdentityProviderClient;
  readonly logs: CloudWatchLogsClient;
  readonly sts: STSClient;
  close(): Promise<void>;
}

/** The clients do not retry, and sign for a Region that is not the emulator's own. */
export async function emulatorWorld(options: EmulatorOptions): Promise<EmulatorWorld> {
  const emulator = await startEmulator({ randomSeed: 1, ...options });
  const config = { endpoint: emulator.url, region: 'eu-west-1', credentials, maxAttempts: 1 };
  const cognito = new CognitoIdentityProviderClient(config);
  const logs = new CloudWatchLogsClient(config);
  const sts = new STSClient(config);
  return {
    emulator,
    cognito,
    logs,
    sts,
    async close() {
      for (const client of [cognito, logs, sts]) client.destroy();
      await emulator.close();
    },
  };
}

/** Matches an error by its name, as all code that handles SDK errors must. */
export function named(name: string, message = /./): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof Error);
    assert.equal(error.name, name);
    assert.match(error.message, message);
    return true;
  };
}
