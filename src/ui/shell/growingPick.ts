// A quick pick whose list grows while the user looks at it.
import type { QuickPick, QuickPickItem } from 'vscode';

/** The part of a quick pick that this needs. */
export type GrowingPick<T extends QuickPickItem> = Pick<
  QuickPick<T>,
  'items' | 'activeItems' | 'value' | 'onDidChangeActive'
>;

/**
 * Shows these items: those that are listed stay where they are, in their new look, new ones go to the end, and none leaves. VS Code
 * reports what the user takes as a place in the list (docs/vscode-notes.md), and a place keeps its meaning in a list that only grows.
 * @param keyOf the identity of an item: equal keys mean the same item in a new look.
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
 * Shows the quick pick. Resolves with what the user takes, undefined when they leave.
 */
export function takeFrom<T extends QuickPickItem>(
  pick: GrowingPick<T> & Pick<QuickPick<T>, 'selectedItems' | 'onDidAccept' | 'onDidHide' | 'show'>,
): Promise<T | undefined> {
  return new Promise((resolve) => {
    // The user may have typed before the chosen item was made active again: then nothing is active, and the first match is due.
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

/** Whether the filter surely lets an item through: VS Code finds more than this. */
function matches({ label, description = '', detail = '' }: QuickPickItem, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return [label, description, detail].some((each) => each.toLowerCase().includes(wanted));
}
