// A quick pick whose items change while the user looks at it: what is chosen stays chosen.
import type { QuickPick, QuickPickItem } from 'vscode';

/** What of a quick pick is touched here. */
export type LivePick<T extends QuickPickItem> = Pick<
  QuickPick<T>,
  'items' | 'activeItems' | 'selectedItems' | 'value' | 'onDidChangeValue' | 'onDidChangeActive'
>;

export interface LiveItems<T> {
  /** Sets the items anew. */
  readonly show: () => void;
  /** What the user has just taken; undefined where that cannot be told, and they have to say it once more. */
  readonly taken: () => T | undefined;
}

/**
 * Sets the items now and whenever `show` is called. VS Code makes the first of new items active, which would take the user's choice
 * away: it is made active again. Not where what was typed hides it, for then none would be active, and Enter would do nothing; and
 * what was typed and what is active come a moment late, so it is looked at again when they do.
 *
 * What is taken comes late, too, and as a place in the list: until the window has heard of new items, another item may stand there.
 * @param isSame whether an item stands for what an earlier one stood for.
 * @param heard calls back once the window has taken in the items that were set before.
 */
export function liveItems<T extends QuickPickItem>(
  pick: LivePick<T>,
  items: () => readonly T[],
  isSame: (one: T, other: T) => boolean,
  heard: (then: () => void) => void,
): LiveItems<T> {
  /** Lists that the window may still have had when it told of what was taken. */
  const earlier = new Set<readonly T[]>();
  const show = (): void => {
    const [active] = pick.activeItems;
    const before = pick.items;
    earlier.add(before);
    pick.items = items();
    const same = active && pick.items.find((item) => isSame(item, active));
    if (same && matches(same, pick.value)) pick.activeItems = [same];
    heard(() => earlier.delete(before));
  };
  pick.onDidChangeValue((text) => {
    const [active] = pick.activeItems;
    if (!active || !matches(active, text)) show();
  });
  pick.onDidChangeActive(([active]) => {
    if (!active && pick.items.some((item) => matches(item, pick.value))) show();
  });
  show();
  return {
    show,
    taken: () => {
      const [item] = pick.selectedItems;
      if (!item) return undefined;
      const place = [pick.items, ...earlier].map((list) => list.indexOf(item)).find((at) => at >= 0) ?? -1;
      const meant = [...earlier].map((list) => list[place]);
      return meant.every((other) => !other || isSame(other, item)) ? item : undefined;
    },
  };
}

/** Shows the quick pick. Resolves with what the user takes, undefined when they leave. */
export function takeFrom<T extends QuickPickItem>(
  pick: Pick<QuickPick<T>, 'onDidAccept' | 'onDidHide' | 'show'>,
  live: LiveItems<T>,
): Promise<T | undefined> {
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const taken = live.taken();
      if (taken) resolve(taken);
    });
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  });
}

/** Whether the filter surely lets an item through: VS Code finds more than this, and makes the first of them active. */
function matches({ label, description = '', detail = '' }: QuickPickItem, text: string): boolean {
  return [label, description, detail].some((each) => each.toLowerCase().includes(text.trim().toLowerCase()));
}
