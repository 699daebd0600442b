// One job's results with an in-memory log, CSV and worker.
import type { FoundRows } from '../../../../src/csv/results/resultRows.ts';
import type { LineBase } from '../../../../src/domain/results/lineBase.ts';
import type { Results } from '../../../../src/protocol/panel.ts';
import { JobResults, type ImportedCsv } from '../../../../src/ui/results/jobResults.ts';
import { resultsSnapshot } from '../../../../src/ui/results/resultsSnapshot.ts';
import { FakeLog } from '../../../support/cognito/fakeLog.ts';
import { settled, VirtualClock } from '../../../support/virtualClock.ts';

export const users: ImportedCsv = { content: { path: '/data/users.csv', bytes: 100, sha256: 'abc' } };

export class ResultsWorld {
  readonly clock = new VirtualClock();
  readonly log = new FakeLog(this.clock);
  csv: ImportedCsv | undefined;
  /** The pending checks of the CSV, oldest first; calling one answers it. */
  readonly looks: ((isUnchanged: boolean | Error) => void)[] = [];
  /** The worker's results without and with judging the rows; undefined if it fails. */
  found: FoundRows | undefined;
  judged: FoundRows | undefined;
  /** For each search for rows, whether it judges them. */
  readonly searches: boolean[] = [];
  chosen: LineBase | undefined;
  readonly watched: string[] = [];
  fileChanged: () => void = () => undefined;
  readonly results = new JobResults({
    clock: this.clock,
    read: this.log.read,
    job: () => this.log.current,
    csv: () => this.csv,
    isUnchanged: () =>
      new Promise((resolve, reject) =>
        this.looks.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer))),
      ),
    chosenBase: () => this.chosen,
    findRows: (_, judge) => {
      this.searches.push(judge);
      return Promise.resolve(judge ? this.judged : this.found);
    },
    watchFile: (path, onChange) => {
      this.watched.push(path);
      this.fileChanged = onChange;
      return { dispose: () => void this.watched.push(`not ${path}`) };
    },
  });

  constructor() {
    this.log.pageSize = 1_000;
  }

  shown(): Results {
    return resultsSnapshot(this.log.current, this.results, 'en-US');
  }

  /** Ends the job with these rows and reads its log. */
  async read(rows: readonly string[], status: 'Succeeded' | 'Stopped' = 'Succeeded'): Promise<Results> {
    this.log.write(...rows);
    this.log.end(status);
    this.results.watch();
    await this.clock.advance(10_000);
    return this.shown();
  }

  /** Makes the CSV known and unchanged. */
  async openCsv(csv = users): Promise<void> {
    this.csv = csv;
    void this.results.checkCsv();
    this.looks.shift()?.(true);
    await settled();
  }
}
