// Waiting for the store to know something.
import type { Store } from '../domain/store.ts';

/** Resolves as soon as the condition holds, checked now and after every change. */
export function settled(store: Store, condition: () => boolean): Promise<void> {
  if (condition()) return Promise.resolve();
  return new Promise((resolve) => {
    const listening = store.onChange(() => {
      if (!condition()) return;
      listening.dispose();
      resolve();
    });
  });
}
