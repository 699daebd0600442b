// Gathers what happens in one turn of the event loop, so that it is drawn once.

/** Returns a function that has `work` run after this turn of the event loop, once however often it is called until then. */
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
