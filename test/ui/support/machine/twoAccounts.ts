// Two AWS accounts in one VS Code: what runs in one says nothing of the other, and each can have a job of its own running.
import { after, afterEach } from 'node:test';
import { startEmulator, type Emulator } from '../../../../src/emulator/emulator.ts';
import { finishImports } from '../features/imports.ts';
import { useUi, type Ui, type UiOptions } from '../ui.ts';

/** The profile `default` in us-east-1 is `ui().emulator`, the profile `europe` in eu-west-1 the other one, an account of its own. */
export async function useTwoAccounts(
  settings: UiOptions['settings'] = {},
): Promise<{ readonly ui: () => Ui; readonly europe: Emulator }> {
  const europe = await startEmulator({ randomSeed: 2, accountId: '444455556666', region: 'eu-west-1' });
  after(() => europe.close());
  afterEach(() => finishImports(ui().emulator.control));
  const ui = useUi({
    emulator: { randomSeed: 1 },
    profiles: ({ url }) => [
      { name: 'default', region: 'us-east-1', endpoint: url },
      { name: 'europe', region: 'eu-west-1', endpoint: europe.url },
    ],
    settings,
  });
  return { ui, europe };
}
