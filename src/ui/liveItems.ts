// A quick pick whose items change while the user looks at it: what is chosen stays chosen.
import type { QuickPick, QuickPickItem } from 'vscode';

/** What of a quick pick is touched here. */
export type LivePick<T extends QuickPickItem> = Pick<
  QuickPick<T>,
  'items' | 'activeItems' | 'value' | 'onDidChangeValue' | 'onDidChangeActive'
>;

/**
 * Sets the items now and whenever the returned function is called. VS Code makes the first of new items active, which would take
 * the user's choice away: it is made active again. Not where what was typed hides it, for then none would be active, and Enter
 * would do nothing; and what was typed and what is active come a moment late, so it is looked at again when they do.
 * @param isSame whether an item stands for what an earlier one stood for.
 */
export function liveItems<T extends QuickPickItem>(
  pick: LivePick<T>,
  items: () => readonly T[],
  isSame: (one: T, other: T) => boolean,
): () => void {
  const show = (): void => {
    const [active] = pick.activeItems;
    pick.items = items();
    const same = active && pick.items.find((item) => isSame(item, active));
    if (same && matches(same, pick.value)) pick.activeItems = [same];
  };
  pick.onDidChangeValue((text) => {
    const [active] = pick.activeItems;
    if (!active || !matches(active, text)) show();
  });
  pick.onDidChangeActive(([active]) => {
    if (!active && pick.items.some((item) => matches(item, pick.value))) show();
  });
  show();
  return show;
}

/** Whether the filter surely lets an item through: VS Code finds more than this, and makes the first of them active. */
function matches({ label, description = '', detail = '' }: QuickPickItem, text: string): boolean {
  return [label, description, detail].some((each) => each.toLowerCase().includes(text.trim().toLowerCase()));
}
