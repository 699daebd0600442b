// Opens the panel of a source's plan, and runs the actions of its buttons.
import * as vscode from 'vscode';
import { FailureError, failureOf } from '../../../domain/connections/failure.ts';
import type { RunTask } from '../../../files/runTask.ts';
import type { SourceInput } from '../../../files/sources/source.ts';
import type { SourceTasks } from '../../../files/sources/sourcesWorker.ts';
import { background } from '../../shell/background.ts';
import { plain } from '../../shell/escapeText.ts';
import { placeOf } from '../../shell/guard.ts';
import { commands } from '../../shell/ids.ts';
import { findCandidate, type FoundSource } from '../convert/convertCsv.ts';
import { choiceOf } from '../convert/plainCsv.ts';
import type { CsvArgument } from '../csvArgument.ts';
import { rememberWritten, tellAboutGit } from '../customerData.ts';
import { baseName } from '../pickCsv.ts';
import type { CsvServices } from '../services.ts';
import type { CsvTarget } from '../validate/validations.ts';
import { PlanPanel } from './planPanel.ts';
import type { PlanState } from './planState.ts';
import { planWords as words } from './planWords.ts';
import { askResult, resultOf, writePlan, type WrittenPlan } from './writePlan.ts';

/** Undefined when the user cancels a question before the panel opens. @throws FailureError */
export async function openPlan(
  services: CsvServices,
  runSource: RunTask<SourceTasks>,
  found: FoundSource,
  target: CsvTarget,
): Promise<PlanPanel | undefined> {
  const { uri, source, candidate } = found;
  const name = baseName(uri);
  const hashes = await askHashes(runSource, found);
  if (hashes === 'cancelled') return undefined;
  const input = { source, choice: choiceOf(candidate), columns: [], now: Date.now(), ...hashes };
  const state: PlanState = { input, schema: target.schema, firstColumns: candidate.columns };
  const place = await placeOf(services.jobs, target.pool, target.poolName);
  const { place: labels } = words;
  const action = new PlanActions(services, runSource, { uri, target });
  return new PlanPanel(state, {
    runSource,
    extensionUri: services.extensionUri,
    log: services.log,
    setting: {
      fileName: name,
      formatName: candidate.name,
      poolName: target.poolName,
      place: place
        ? [
            { label: labels.account, value: place.accountId ?? 'unknown' },
            { label: labels.region, value: place.region },
            { label: labels.profile, value: place.profile },
          ]
        : [],
    },
    resultName: async () => {
      const beside = await resultOf(uri);
      return beside ? baseName(beside) : `${name}-cognito.csv`;
    },
    writeCsv: (planned) => action.writeCsv(planned),
    createJob: (planned) => action.createJob(planned),
    showFailure: (error) => services.help.show(failureOf(error), error),
  });
}

/** Auth0 delivers the hashes in a separate file. */
async function askHashes(
  runSource: RunTask<SourceTasks>,
  { uri, candidate }: FoundSource,
): Promise<Pick<SourceInput, 'hashes'> | 'cancelled'> {
  if (candidate.format !== 'auth0' || candidate.columns.some(({ isHash }) => isHash === true)) return {};
  const items = [
    { label: words.noHashesChoice, wants: false },
    { label: words.addHashesChoice, wants: true },
  ];
  const options = { title: words.panel(baseName(uri)), placeHolder: words.addHashes, ignoreFocusOut: true };
  const answer = await vscode.window.showQuickPick(items, options);
  if (!answer) return 'cancelled';
  if (!answer.wants) return {};
  const [file] = (await vscode.window.showOpenDialog({ title: words.hashFile, openLabel: 'Select' })) ?? [];
  if (!file) return 'cancelled';
  const source = { path: file.fsPath };
  const hashes = await findCandidate(runSource, source, baseName(file));
  return hashes ? { hashes: { source, choice: choiceOf(hashes) } } : 'cancelled';
}

interface Subject {
  readonly uri: vscode.Uri;
  readonly target: CsvTarget;
}

class PlanActions {
  readonly #services: CsvServices;
  readonly #runSource: RunTask<SourceTasks>;
  readonly #subject: Subject;

  constructor(services: CsvServices, runSource: RunTask<SourceTasks>, subject: Subject) {
    this.#services = services;
    this.#runSource = runSource;
    this.#subject = subject;
  }

  async writeCsv(state: PlanState): Promise<void> {
    const result = await this.#ask();
    const written = result && (await this.#write(state, result, true));
    if (!written) return;
    const names = [...written.csvs.map(({ uri }) => uri), ...(written.aside ? [written.aside] : [])].map(
      baseName,
    );
    const text = plain(words.written(names, written.users, vscode.env.language));
    const told = vscode.window.showInformationMessage(text, words.createJob);
    const begin = async () => (await told) && (await this.#begin(written, result));
    background(begin(), this.#services.log);
  }

  async createJob(state: PlanState): Promise<void> {
    const { uri } = this.#subject;
    const beside = await resultOf(uri);
    const result = beside ?? (await this.#ask());
    const written = result && (await this.#write(state, result, beside === undefined));
    if (written) await this.#begin(written, result);
  }

  async #ask(): Promise<vscode.Uri | undefined> {
    const { uri } = this.#subject;
    const result = await askResult((await resultOf(uri)) ?? vscode.Uri.file(`${baseName(uri)}-cognito.csv`));
    if (result && result.scheme !== 'file')
      throw new FailureError({ kind: 'misconfigured', message: words.notOnDisk });
    return result;
  }

  async #write(state: PlanState, result: vscode.Uri, mayReplace: boolean): Promise<WrittenPlan | undefined> {
    const { machine, log } = this.#services;
    const written = await writePlan(this.#runSource, state, result, baseName(this.#subject.uri), mayReplace);
    if (!written) return undefined;
    const uris = [...written.csvs.map(({ uri }) => uri), ...(written.aside ? [written.aside] : [])];
    await rememberWritten(machine, uris);
    background(
      tellAboutGit(machine, uris, (error) => log.error(String(error))),
      log,
    );
    return written;
  }

  async #begin({ csvs }: WrittenPlan, result: vscode.Uri): Promise<void> {
    const { pool } = this.#subject.target;
    const argument: CsvArgument = {
      uri: result,
      pool,
      csvs: csvs.map(({ uri, part: { algorithm } }) => ({
        uri,
        ...(algorithm === undefined ? {} : { algorithm }),
      })),
    };
    await vscode.commands.executeCommand(commands.createImportJob, argument);
  }
}
