// Ticks a walkthrough step when the user has done what it teaches, by any command. A failed or cancelled command ticks none.
// The step that validates a CSV is ticked by the CSV tools, which are loaded when they are first used.
import { Owner } from '../../domain/base/disposable.ts';
import type { ImportStore } from '../../domain/imports/importStore.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { SetContext } from '../shell/contextKeys.ts';
import { contextKeys } from '../shell/ids.ts';

export class StepsDone extends Owner {
  constructor(
    jobs: Pick<JobService, 'store' | 'follower'>,
    imports: Pick<ImportStore, 'onChange' | 'all'>,
    setContext: SetContext,
  ) {
    super();
    this.own(
      jobs.store.onChange(() => {
        for (const { connection, phase } of jobs.store.connections()) {
          // Only `ready` means that the connection's user pools were listed.
          if (phase !== 'ready') continue;
          setContext(connection.kind === 'sandbox' ? contextKeys.hasSandbox : contextKeys.hasConnected, true);
        }
      }),
    );
    this.own(
      imports.onChange(() => {
        const parts = imports.all().flatMap((each) => each.parts);
        if (parts.some(({ stage }) => stage === 'started')) setContext(contextKeys.hasImported, true);
      }),
    );
    // This step teaches to stop a job, too: a job that the user stops is followed.
    this.own(jobs.follower.onCompletion(() => setContext(contextKeys.hasFollowed, true)));
  }
}
