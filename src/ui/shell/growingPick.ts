// A quick pick whose list grows while it is open.
import type { QuickPick, QuickPickItem } from 'vscode';

/** The part of a quick pick that this needs. */
export type GrowingPick<T extends QuickPickItem> = Pick<
  QuickPick<T>,
  'items' | 'activeItems' | 'value' | 'onDidChangeActive'
>;

/**
 * Shows these items: listed ones are updated in place, new ones are appended, and none is removed. VS Code reports the user's choice
 * as an index (docs/vscode-notes.md), and an index keeps its meaning only in a list that grows at its end.
 * @param keyOf the identity of an item: an item with an equal key replaces the listed one.
 */
export function showItems<T extends QuickPickItem>(
  pick: GrowingPick<T>,
  items: readonly T[],
  keyOf: (item: T) => string,
): void {
  const unlisted = new Map(items.map((item) => [keyOf(item), item]));
  const listed = pick.items.map((item) => {
    const current = unlisted.get(keyOf(item)) ?? item;
    unlisted.delete(keyOf(item));
    return current;
  });
  const [active] = pick.activeItems;
  const chosen = active && listed[pick.items.indexOf(active)];
  pick.items = [...listed, ...unlisted.values()];
  // VS Code makes the first visible item active. If the filter hides the chosen one, no item would be active, and Enter would do nothing.
  const isFirst = chosen === pick.items.find((item) => matches(item, pick.value));
  if (chosen && !isFirst && matches(chosen, pick.value)) pick.activeItems = [chosen];
}

/**
 * Shows the quick pick. Resolves with the item that the user picks, or undefined when they cancel.
 */
export function takeFrom<T extends QuickPickItem>(
  pick: GrowingPick<T> & Pick<QuickPick<T>, 'selectedItems' | 'onDidAccept' | 'onDidHide' | 'show'>,
): Promise<T | undefined> {
  return new Promise((resolve) => {
    // If the user typed before the chosen item was made active again, nothing is active. Setting the items again activates the first match.
    pick.onDidChangeActive(([active]) => {
      if (!active && pick.items.some((item) => matches(item, pick.value))) pick.items = [...pick.items];
    });
    pick.onDidAccept(() => {
      const [item] = pick.selectedItems;
      if (item) resolve(item);
    });
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  });
}

/** Whether the item certainly matches the filter; VS Code's own match accepts more items. */
function matches({ label, description = '', detail = '' }: QuickPickItem, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return [label, description, detail].some((each) => each.toLowerCase().includes(wanted));
}
