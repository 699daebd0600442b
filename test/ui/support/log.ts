// The extension's own log, as VS Code writes it down.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { displayName } from '../../../src/ui/shell/ids.ts';
import type { RunningVsCode } from '../../support/vscode/vscodeServer.ts';

/** What every window of this VS Code has logged for the extension; '' before there is anything. */
export function extensionLog({ dataDir }: RunningVsCode): string {
  return readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(`${displayName}.log`))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('');
}
