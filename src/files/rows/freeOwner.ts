// Finds out whether the window that holds a folder's lease is alive. This takes some seconds if it was killed.
import type { Clock } from '../../domain/base/clock.ts';
import { pause } from '../../domain/base/retry.ts';
import type { Disk } from '../imports/disk.ts';
import { lookTime, silentLooks } from '../imports/importWatch.ts';
import { latestOwner, ownerBeat, type Predecessor } from '../imports/lease.ts';

/** The owner to take over from; undefined if it is alive. @throws the signal's reason; Error of the file system. */
export async function freeOwner(
  disk: Disk,
  clock: Clock,
  folder: string,
  signal: AbortSignal,
): Promise<Predecessor | undefined> {
  const look = async () => {
    const owner = latestOwner(await disk.list(folder));
    const beat = await ownerBeat(disk, folder, owner);
    return { ...owner, silentSince: beat };
  };
  const first = await look();
  if (first.isReleased) return first;
  for (let looks = 0; looks < silentLooks; looks++) {
    await pause(clock, lookTime, signal);
    signal.throwIfAborted();
    const now = await look();
    if (now.number !== first.number || now.silentSince !== first.silentSince)
      return now.isReleased ? now : undefined;
  }
  return first;
}
