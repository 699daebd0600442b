// The commands about import CSVs.
import * as vscode from 'vscode';
import type { RuleId } from '../../csv/validate/rules.ts';
import { Owner } from '../../domain/base/disposable.ts';
import type { PoolRef } from '../../domain/jobs/userPool.ts';
import { commands, contextKeys } from '../shell/ids.ts';
import { CsvCodeActions } from './validate/codeActions.ts';
import type { RunTask } from '../../files/runTask.ts';
import { taskRunner } from '../../files/runTask.ts';
import type { SourceTasks } from '../../files/sources/sourcesWorker.ts';
import { convertCsv } from './convert/convertCsv.ts';
import type { CsvArgument } from './csvArgument.ts';
import { deleteLocalCopies, rememberWritten, tellAboutGit } from './customerData.ts';
import { openPlan } from './plan/openPlan.ts';
import { CsvHelp } from './editor/csvHelp.ts';
import { fixCsv, fixedMessage } from './fix/fixCsv.ts';
import { checkHash } from './hash/checkHash.ts';
import { hasSafeFixes } from './validate/listing.ts';
import { newImportCsv } from './newImportCsv.ts';
import { activeCsv, activeSource, baseName, isJson, pickCsv, sourceEndings } from './pickCsv.ts';
import { pickPool } from './pickPool.ts';
import { PoolMemory } from './poolMemory.ts';
import { readPoolSchema } from './poolSchema.ts';
import type { CsvServices } from './services.ts';
import { convertWords, toolWords } from './words.ts';
import { CsvStatus } from './validate/status.ts';
import { Validations, type CsvTarget, type ValidatedCsv } from './validate/validations.ts';
import { isGood, verdictMessage } from './validate/verdict.ts';
import { background } from '../shell/background.ts';
import { plain } from '../shell/escapeText.ts';

export function createCsvTools(services: CsvServices): CsvTools {
  return new CsvTools(services);
}

export class CsvTools extends Owner {
  readonly validations: Validations;
  readonly help: CsvHelp;
  readonly #services: CsvServices;
  readonly #memory: PoolMemory;
  readonly #runSource: RunTask<SourceTasks>;

  constructor(services: CsvServices) {
    super();
    this.#services = services;
    this.#memory = new PoolMemory(services.memory);
    this.#runSource = taskRunner(vscode.Uri.joinPath(services.extensionUri, 'dist', 'sources.js').fsPath);
    this.validations = this.own(new Validations(services));
    this.own(
      this.validations.onChange((uri) => {
        if (this.validations.get(uri)) services.setContext(contextKeys.hasValidated, true);
      }),
    );
    this.help = this.own(new CsvHelp(this.validations));
    this.own(new CsvStatus(this.validations));
    const actions = new CsvCodeActions(this.validations);
    this.own(vscode.languages.registerCodeActionsProvider('*', actions, CsvCodeActions.metadata));
  }

  async create({ pool }: CsvArgument): Promise<void> {
    const target = await this.targetOf(toolWords.create, undefined, pool);
    const made = target && (await newImportCsv(this.#services.runTask, target));
    if (!made) return;
    await this.remember(made.uri, made.target);
    const validated = await this.validations.validate(made.uri, made.target);
    if (made.message !== undefined) this.#tell(validated, `${made.message} `);
  }

  /** Returns undefined when the user cancels. @throws FailureError */
  async validate({ uri, pool }: CsvArgument): Promise<ValidatedCsv | undefined> {
    const validated = await this.#validated(toolWords.validate, uri, pool);
    if (validated) this.#tell(validated, '');
    return validated;
  }

  async fix({ uri, pool, only }: CsvArgument): Promise<void> {
    const title = toolWords.fix;
    const known = uri ?? activeCsv();
    const validated = (known && this.validations.get(known)) ?? (await this.#validated(title, known, pool));
    if (!validated) return;
    if (needsConversion(validated)) {
      this.#offerConversion(validated);
      return;
    }
    const services = { ...this.#services, runSource: this.#runSource };
    const fixed = await fixCsv(services, this.validations, validated, only);
    if (!fixed) return;
    await this.remember(fixed.validated.uri, fixed.validated);
    if (fixed.isCopy) await this.written([fixed.validated.uri]);
    // A single fix is visible in the document; a copy is not.
    if (only === undefined || fixed.isCopy)
      this.#tell(fixed.validated, `${fixedMessage(fixed, vscode.env.language)} `, false);
  }

  async convert({ uri, pool }: CsvArgument): Promise<void> {
    const { title } = convertWords;
    const source = uri ?? activeSource() ?? (await pickCsv(title, sourceEndings));
    const target = source && (await this.targetOf(title, source, pool));
    if (!target) return;
    const found = await convertCsv(this.#runSource, source, target, this.validations.get(source));
    if (!found) return;
    await this.remember(source, target);
    if ('candidate' in found) {
      const plan = await openPlan(this.#services, this.#runSource, found, target);
      if (plan) this.own(plan);
      return;
    }
    if (found.uri.scheme === 'file') await this.written([found.uri]);
    this.#tell(await this.validations.validate(found.uri, target), `${found.message} `);
  }

  checkHash({ uri }: CsvArgument): Promise<void> {
    return checkHash({ ...this.#services, runSource: this.#runSource }, uri);
  }

  /** Stops validating the active CSV, or all CSVs if the active tab is not a validated one. */
  stop({ uri }: CsvArgument): void {
    const active = uri ?? activeCsv();
    const one = active && this.validations.get(active);
    for (const validated of one ? [one] : this.validations.all()) this.validations.forget(validated.uri);
  }

  /** Lists the files that were written here, and deletes those that the user selects. */
  deleteLocalCopies(): Promise<void> {
    return deleteLocalCopies(this.#services.machine, this.#services.storage);
  }

  /** Warns once per repository that these files should not get into its history. */
  warnOfGit(uris: readonly vscode.Uri[]): void {
    const { machine, log } = this.#services;
    background(
      tellAboutGit(machine, uris, (error) => log.error(String(error))),
      log,
    );
  }

  /** Remembers files with people's data, all written to one folder, and warns of git. */
  async written(uris: readonly vscode.Uri[]): Promise<void> {
    await rememberWritten(this.#services.machine, uris);
    this.warnOfGit(uris);
  }

  /** The pool that a CSV is for, picked by the user if it is not given. Undefined when the user cancels. @throws FailureError */
  async targetOf(
    title: string,
    uri: vscode.Uri | undefined,
    given: PoolRef | undefined,
  ): Promise<CsvTarget | undefined> {
    const last = this.#memory.last(uri?.toString() ?? '');
    const pool = given ?? (await pickPool(this.#services.jobs, title, last));
    if (!pool) return undefined;
    const reading = {
      location: vscode.ProgressLocation.Window,
      title: toolWords.reading,
    };
    const read = await vscode.window.withProgress(reading, () => readPoolSchema(this.#services.jobs, pool));
    return { ...read, pool: { connectionId: pool.connectionId, userPoolId: pool.userPoolId } };
  }

  /** Offers this pool first when the file's pool is asked for again. */
  remember(uri: vscode.Uri, target: CsvTarget): Promise<void> {
    return this.#memory.save(uri, target);
  }

  async #validated(
    title: string,
    uri: vscode.Uri | undefined,
    pool: PoolRef | undefined,
  ): Promise<ValidatedCsv | undefined> {
    // A command called on a pool's row names no file.
    const file = uri ?? (pool ? undefined : activeCsv()) ?? (await pickCsv(title, sourceEndings));
    if (file && isJson(file)) {
      // JSON is not validated; the plan of its conversion is shown instead.
      await this.convert({ uri: file, ...(pool ? { pool } : {}) });
      return undefined;
    }
    const target = file && (await this.targetOf(title, file, pool));
    if (!target) return undefined;
    await this.remember(file, target);
    return this.validations.validate(file, target);
  }

  /** Does not wait for the answer. */
  #offerConversion({ uri, pool }: ValidatedCsv): void {
    const told = vscode.window.showWarningMessage(
      plain(convertWords.first(baseName(uri))),
      convertWords.convert,
    );
    void told.then((button) => button && vscode.commands.executeCommand(commands.convertCsv, { uri, pool }));
  }

  /** Does not wait for the answer. */
  #tell(validated: ValidatedCsv, before: string, mayFix = true): void {
    const { summary, uri, pool, poolName, findings } = validated;
    const text = plain(before + verdictMessage(baseName(uri), poolName, summary, vscode.env.language));
    const { fixAll, showProblems, createImportJob, rehearsal } = toolWords;
    // The first button stands out, and importing rows that will fail is not the best next step.
    const good = isGood(summary);
    const create = summary.jobFails || summary.rows === 0 ? [] : [createImportJob];
    const rehearse = good && create.length > 0 ? [rehearsal] : [];
    const mend = [
      ...(mayFix && canBeFixed(validated) ? [fixAll] : []),
      ...(findings.some(({ rule }) => conversionRules.has(rule)) ? [convertWords.convert] : []),
      ...(findings.length > 0 ? [showProblems] : []),
    ];
    const show = good ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
    const told = show(text, ...(good ? [...create, ...rehearse, ...mend] : [...mend, ...create]));
    void told.then(async (button) => {
      const { executeCommand } = vscode.commands;
      if (button === fixAll) await executeCommand(commands.fixCsv, { uri });
      else if (button === convertWords.convert) await executeCommand(commands.convertCsv, { uri, pool });
      else if (button === createImportJob) await executeCommand(commands.createImportJob, { uri, pool });
      else if (button === rehearsal) await executeCommand(commands.rehearseCsv, { uri, pool });
      else if (button === showProblems) await executeCommand('workbench.actions.view.problems');
    });
  }
}

/** Rules that say that a file is not UTF-8: an editor or a copy would lose some of its characters. */
const encodingRules: ReadonlySet<RuleId> = new Set(['utf-16', 'not-utf8']);

function needsConversion({ summary }: ValidatedCsv): boolean {
  return summary.counts.some(({ rule }) => encodingRules.has(rule));
}

function canBeFixed(validated: ValidatedCsv): boolean {
  return !needsConversion(validated) && validated.findings.some(({ rule }) => hasSafeFixes(rule));
}

/** Rules whose violations a conversion removes, and usually nothing else does. */
const conversionRules: ReadonlySet<RuleId> = new Set([...encodingRules, 'wrong-delimiter', 'separator-line']);
