// Merges the changes of one turn of the event loop, so that they are drawn once.

/** Returns a function that runs `work` once after this turn of the event loop, however often it is called until then. */
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
