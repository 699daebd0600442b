// What a screen reader announces when a new snapshot arrives: changes of state, never the counters.
import type { PanelSnapshot } from '../protocol/panel.ts';

/** The sentence to announce, if any. The first snapshot is read with the page and needs none. */
export function announcement(before: PanelSnapshot | undefined, after: PanelSnapshot): string | undefined {
  if (!before) return undefined;
  if (before.status !== after.status)
    return `Status: ${after.status}. ${after.completionMessage ?? after.explanation}`;
  if (after.stale && !before.stale) return `Could not refresh. ${after.stale.reason}`;
  const ended = after.after?.actions.find(
    ({ type, state }) =>
      state &&
      state.kind !== 'running' &&
      before.after?.actions.some((action) => action.type === type && action.state?.kind === 'running'),
  );
  if (ended?.state) return ended.state.text;
  if (before.stale && !after.stale) return 'Up to date again.';
  if (before.refreshing && !after.refreshing && !after.stale) return 'Refreshed.';
  return undefined;
}
