// Connections as a user adds them, and what an emulator saw of them.
import type { Emulator } from '../../../../src/emulator/emulator.ts';
import { eventually } from '../eventually.ts';
import type { Workbench } from '../workbench.ts';

/** Presses Add Connection… above the tree and takes the profile with its own region; resolves once its row is open. */
export async function addConnection(window: Workbench, profile: string): Promise<void> {
  const { quickInput, tree } = window;
  await window.pressInView('Add Connection…');
  await quickInput.title(/^Add Connection/);
  await quickInput.type(profile);
  await quickInput.pick(profile);
  await quickInput.waitFor('regions', ([first]) => first?.description === "the profile's own");
  await quickInput.accept();
  // What is revealed takes the focus, and only then leaves it to what comes next.
  await eventually(
    `the row of ${profile} is open and selected`,
    () => tree.row(profile).text(),
    ({ expanded, selected }) => expanded && selected,
  );
}

/** When jobs were listed, in milliseconds since the epoch, with this key where one is given. */
export function readings({ calls }: Emulator, accessKeyId?: string): readonly number[] {
  return calls.recent
    .filter(({ operation }) => operation === 'ListUserImportJobs')
    .filter((call) => accessKeyId === undefined || call.accessKeyId === accessKeyId)
    .map(({ at }) => at);
}

/** The longest time between two readings, or between one and an end of the span, in milliseconds. */
export function longestGap(moments: readonly number[], from: number, to: number): number {
  const inside = [from, ...moments.filter((moment) => moment > from && moment < to), to];
  return Math.max(...inside.slice(1).map((moment, index) => moment - (inside[index] ?? 0)));
}
