// Merges the calls of one turn of the event loop, so that their changes are drawn once.

/** Returns a function that runs `work` once after this turn of the event loop, however often it was called. */
export function onceATurn(work: () => void): () => void {
  let isWaiting = false;
  return () => {
    if (isWaiting) return;
    isWaiting = true;
    setImmediate(() => {
      isWaiting = false;
      work();
    });
  };
}
