// AWS files for one run, so that neither tests nor the demo ever read the developer's own.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface AwsProfile {
  readonly name: string;
  readonly region: string;
  /** Where its calls go instead of AWS. */
  readonly endpoint: string;
  /** 20 characters; the emulator takes any. */
  readonly accessKeyId?: string;
}

/** Writes config and credentials into `folder`. Returns the environment that leads the SDK, and the CLI, to them alone. */
export function writeAwsFiles(folder: string, profiles: readonly AwsProfile[]): Record<string, string> {
  const config = join(folder, 'config');
  const credentials = join(folder, 'credentials');
  writeFileSync(
    config,
    profiles
      .map(({ name, region, endpoint }) => {
        const section = name === 'default' ? name : `profile ${name}`;
        return `[${section}]\nregion = ${region}\nendpoint_url = ${endpoint}\n`;
      })
      .join('\n'),
  );
  writeFileSync(
    credentials,
    profiles
      .map(({ name, accessKeyId = 'AKIAIOSFODNN7EXAMPLE' }) => {
        // The documentation's own example secret: nothing a scanner or a person could take for a real one.
        const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
        return `[${name}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secret}\n`;
      })
      .join('\n'),
    { mode: 0o600 },
  );
  return {
    AWS_CONFIG_FILE: config,
    AWS_SHARED_CREDENTIALS_FILE: credentials,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
