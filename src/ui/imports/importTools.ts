// The commands about imports; loaded when an import is created, started or resumed, or when one is unfinished.
import * as vscode from 'vscode';
import { hasSeveralParts, nextPart, type ImportState } from '../../domain/imports/import.ts';
import { failureOf } from '../../domain/connections/failure.ts';
import { awaitsDecision } from '../../domain/imports/trial.ts';
import type { JobRef } from '../../domain/jobs/job.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { Owner } from '../../domain/base/disposable.ts';
import type { ImportFolder } from '../../files/imports/importStore.ts';
import type { InterruptedPass } from '../../files/rows/passWatch.ts';
import type { RunTask } from '../../files/runTask.ts';
import type { CsvArgument } from '../csv/csvArgument.ts';
import type { CsvTools } from '../csv/csvTools.ts';
import { startJob } from '../jobs/startJob.ts';
import { plain } from '../shell/escapeText.ts';
import type { FailureHelp } from '../shell/failureHelp.ts';
import { background } from '../shell/background.ts';
import { systemClock } from '../shell/systemClock.ts';
import { passName, passTitle, resumePass } from '../users/followUp/resumePass.ts';
import { Imports } from './importProgress.ts';
import { createImportDriver } from './importServices.ts';
import { age, importName, partWords, words } from './importWords.ts';
import { newImport } from './newImport.ts';
import { ImportOffers } from './offers.ts';
import { prepareImport } from './prepareImport.ts';
import { Rehearsals, type RehearsalsServices } from './rehearsal/rehearsals.ts';
import { Trials } from './scope/trials.ts';
import { trialWords } from './scope/trialWords.ts';
import type { ResultTools } from '../results/resultTools.ts';
import type { UserTools } from '../users/userTools.ts';

export interface ImportToolsServices extends Pick<
  RehearsalsServices,
  'aws' | 'sandbox' | 'emulator' | 'storage'
> {
  readonly jobs: JobService;
  readonly store: ImportFolder;
  readonly csv: () => CsvTools;
  readonly results: () => ResultTools;
  readonly users: () => UserTools;
  readonly runTask: RunTask;
  /** Resolves when the remembered connections are known. */
  readonly ready: () => Promise<void>;
  readonly help: FailureHelp;
  readonly log: vscode.LogOutputChannel;
}

export function createImportTools(services: ImportToolsServices): ImportTools {
  return new ImportTools(services);
}

export class ImportTools extends Owner {
  readonly imports: Imports;
  readonly #services: ImportToolsServices;
  readonly #rehearsals: Rehearsals;

  constructor(services: ImportToolsServices) {
    super();
    this.#services = services;
    const { jobs, store, runTask, help, log } = services;
    this.#rehearsals = this.own(new Rehearsals(services));
    const driver = createImportDriver(jobs, systemClock, store, runTask);
    this.imports = this.own(new Imports(driver, new Trials(services), help, log));
    const goOn = (pass: InterruptedPass): Promise<void> => this.#resumePass(pass);
    this.own(new ImportOffers({ imports: this.imports, store, resumePass: goOn, log })).begin();
  }

  /** Asks everything that an import needs, then runs it. @throws FailureError */
  async create(argument: CsvArgument): Promise<void> {
    const { jobs, csv, help } = this.#services;
    const fail = (error: unknown): void => help.show(failureOf(error), error);
    const draft = await prepareImport({ ...this.#services, csv: csv(), fail }, argument);
    if (!draft) return;
    const view = jobs.store.connection(draft.target.pool.connectionId);
    await this.imports.begin(newImport(draft, view?.connection));
  }

  /** @param ref if undefined, the user selects one of the known jobs. */
  async start(ref: JobRef | undefined): Promise<void> {
    const { jobs } = this.#services;
    const chosen = ref ?? (await pickStartable(jobs));
    if (chosen) await startJob(jobs, this.imports, chosen);
  }

  /** @throws FailureError; 'cancelled' when the user cancels. */
  rehearse(argument: CsvArgument): Promise<void> {
    return this.#rehearsals.rehearse(argument);
  }

  hideProblems(): void {
    this.#rehearsals.hideProblems();
  }

  async resume(): Promise<void> {
    const { store, log } = this.#services;
    // The command may be the first use of the extension in this window, before the store has been read.
    await store.refresh();
    const passes = store.passes.resumable().filter(({ head }) => passName(head) !== undefined);
    const picked = await pickUnfinished(this.imports, passes);
    // Not awaited: a question about a trial can stay open for any time.
    if (picked?.state) background(this.imports.resume(picked.state), log);
    else if (picked?.pass) await this.#resumePass(picked.pass);
  }

  /** Shows a failure to the user instead of rejecting. */
  async #resumePass(pass: InterruptedPass): Promise<void> {
    const { jobs, ready, help } = this.#services;
    try {
      await ready();
      await resumePass(jobs, pass);
    } catch (error) {
      help.show(failureOf(error), error);
    }
  }
}

async function pickStartable(jobs: JobService): Promise<JobRef | undefined> {
  const created = [...jobs.store.allJobs()].filter(({ job }) => job.status === 'Created');
  const items = created.map(({ ref, job }) => ({
    label: plain(job.jobName),
    description: plain(jobs.store.pool(ref)?.pool.name ?? ref.userPoolId),
    ref,
  }));
  const placeHolder = items.length > 0 ? words.pickToStart : words.nothingToStart;
  return (await vscode.window.showQuickPick(items, { title: words.start, placeHolder }))?.ref;
}

interface Unfinished extends vscode.QuickPickItem {
  readonly state?: ImportState;
  readonly pass?: InterruptedPass;
}

async function pickUnfinished(
  { driver }: Imports,
  passes: readonly InterruptedPass[],
): Promise<Unfinished | undefined> {
  const imports = driver.resumable().map((state) => {
    const name = importName(state);
    const part = hasSeveralParts(state) ? [partWords(state, nextPart(state) + 1)] : [];
    const ago = age(systemClock.now() - state.savedAt, vscode.env.language);
    const where = awaitsDecision(state) ? [trialWords.waiting(state, ago, vscode.env.language)] : part;
    const detail = [name, ...where].join(', ');
    return { label: plain(state.jobName), description: plain(state.poolName), detail: plain(detail), state };
  });
  const interrupted = passes.map((pass) => {
    const { name = '', poolName = '' } = pass.head;
    return { label: plain(name), description: plain(poolName), detail: passTitle(pass.head), pass };
  });
  const items: readonly Unfinished[] = [...imports, ...interrupted];
  const placeHolder = items.length > 0 ? words.pickToResume : words.nothingToResume;
  return vscode.window.showQuickPick(items, { title: words.resumeImport, placeHolder });
}
