// Rehearse in Sandbox…: runs a whole CSV, or a folder of them, through a small Cognito with a user pool's settings, and shows the result.
import { join } from 'node:path';
import * as vscode from 'vscode';
import { Owner } from '../../../domain/base/disposable.ts';
import { FailureError, failureOf } from '../../../domain/connections/failure.ts';
import { sandboxConnection } from '../../../domain/connections/connection.ts';
import type { ImportStore } from '../../../domain/imports/importStore.ts';
import type { AwsPort } from '../../../domain/gateway/gateway.ts';
import type { JobService } from '../../../domain/jobs/jobService.ts';
import { rehearse, type Rehearsal } from '../../../files/rehearsal/rehearse.ts';
import type { RehearsedFile } from '../../../files/rehearsal/rehearsedFiles.ts';
import { cancelled, type RunTask } from '../../../files/runTask.ts';
import type { CsvArgument } from '../../csv/csvArgument.ts';
import type { CsvTools } from '../../csv/csvTools.ts';
import { LineProblems, type LineProblem } from '../../csv/lineProblems.ts';
import { activeCsv, baseName, openDocument, pickCsv } from '../../csv/pickCsv.ts';
import { mostListed } from '../../csv/validate/listing.ts';
import type { Sandbox } from '../../connections/sandbox.ts';
import { ReadOnlyTexts } from '../../results/readOnlyTexts.ts';
import { listOutcomes, outcomesOf } from '../../results/rowOutcomes.ts';
import { problemWords } from '../../results/resultWords.ts';
import { background } from '../../shell/background.ts';
import { plain } from '../../shell/escapeText.ts';
import type { FailureHelp } from '../../shell/failureHelp.ts';
import { commands } from '../../shell/ids.ts';
import { runSteps } from '../../shell/steps.ts';
import { systemClock } from '../../shell/systemClock.ts';
import { askAlgorithm } from '../askImport.ts';
import { csvsIn } from '../csvsToImport.ts';
import type { ImportDraft } from '../draft.ts';
import { canBeLookedAt, lookInSandbox } from './lookInSandbox.ts';
import { allCounters, failedMessages, rehearsalMarkdown } from './rehearsalReport.ts';
import { rehearsalButtons, rehearsalWords, rehearseTitle } from './rehearsalWords.ts';

export interface RehearsalsServices {
  readonly jobs: JobService;
  readonly csv: () => CsvTools;
  readonly runTask: RunTask;
  readonly log: vscode.LogOutputChannel;
  readonly aws: () => AwsPort;
  readonly sandbox: Pick<Sandbox, 'runImport'>;
  readonly store: ImportStore;
  /** Shows why an action that a message's button started has failed. */
  readonly help: Pick<FailureHelp, 'show'>;
  /** The path of the bundle with the emulator. */
  readonly emulator: string;
  /** The extension's folder on this machine. */
  readonly storage: string;
}

const severities = {
  failed: vscode.DiagnosticSeverity.Error,
  skipped: vscode.DiagnosticSeverity.Information,
} as const;

export class Rehearsals extends Owner {
  readonly #services: RehearsalsServices;
  readonly #problems = this.own(new LineProblems('cognitoRehearsal', 'Cognito rehearsal'));
  readonly #reports = this.own(new ReadOnlyTexts('cognito-rehearsal'));
  readonly #closed = new AbortController();

  constructor(services: RehearsalsServices) {
    super();
    this.#services = services;
  }

  /** @throws FailureError; 'cancelled' when the user cancels. */
  async rehearse(argument: CsvArgument): Promise<void> {
    const uri = argument.uri ?? (argument.pool ? undefined : activeCsv()) ?? (await pickCsv(rehearseTitle));
    if (!uri) return;
    const csv = this.#services.csv();
    const target = await csv.targetOf(rehearseTitle, uri, argument.pool);
    if (!target) return;
    await csv.remember(uri, target);
    const draft = await runSteps(rehearseTitle, { path: uri.fsPath, target }, [askAlgorithm]);
    if (!draft) return;
    const csvs = await csvsIn(uri);
    for (const one of csvs) {
      if (one.scheme === 'file' && openDocument(one)?.isDirty !== true) continue;
      throw new FailureError({ kind: 'conflict', message: plain(rehearsalWords.unsaved(baseName(one))) });
    }
    const rehearsal = await this.#run(uri, csvs, draft);
    for (const file of rehearsal.files) {
      const csv = csvs.find(({ fsPath }) => fsPath === file.content.path);
      if (csv) this.#mark(csv, file, rehearsal.files.length);
    }
    await this.#report(uri, rehearsal, target.poolName);
    this.#tell(uri, rehearsal, draft);
  }

  hideProblems(): void {
    this.#problems.hideAll();
  }

  override dispose(): void {
    this.#closed.abort(cancelled());
    super.dispose();
  }

  async #run(
    uri: vscode.Uri,
    csvs: readonly vscode.Uri[],
    { target, algorithm }: ImportDraft,
  ): Promise<Rehearsal> {
    const { jobs, runTask, log, aws, emulator: script, storage } = this.#services;
    const name = baseName(uri);
    const { connection } = jobs.store.connection(target.pool.connectionId) ?? {};
    const title = plain(rehearsalWords.progress(name));
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    return vscode.window.withProgress(options, async (progress, token) => {
      const stop = new AbortController();
      const cancelling = token.onCancellationRequested(() => stop.abort(cancelled()));
      let reported = 0;
      const onProgress = (share: number): void => {
        if (share - reported < 0.01) return;
        progress.report({ increment: 100 * (share - reported) });
        reported = share;
      };
      try {
        return await rehearse(
          {
            connect: (to, how) => aws().connect(to, how),
            clock: systemClock,
            runTask,
            log,
            script,
            storage: join(storage, 'rehearsals'),
          },
          {
            paths: csvs.map(({ fsPath }) => fsPath),
            poolName: target.poolName,
            schema: target.schema,
            region: connection?.region ?? sandboxConnection.region,
            algorithm,
            changed: plain(rehearsalWords.changed(name)),
            onProgress,
            signal: AbortSignal.any([stop.signal, this.#closed.signal]),
          },
        );
      } finally {
        cancelling.dispose();
      }
    });
  }

  #mark(uri: vscode.Uri, { parts }: RehearsedFile, csvs: number): void {
    const { rows, hidden } = listOutcomes(
      parts.map((part) => outcomesOf(part, mostListed)),
      mostListed,
    );
    const problems = rows.map(({ line, outcome, reason }): LineProblem => ({
      line,
      message: rehearsalWords.row(outcome, reason, csvs),
      severity: severities[outcome],
    }));
    if (hidden > 0) {
      const message = problemWords.hidden(hidden, vscode.env.language);
      problems.push({ line: 1, message, severity: severities.skipped });
    }
    this.#problems.show(uri, problems);
  }

  /** Shows the report as rendered Markdown, beside the file if that is the active tab. */
  async #report(uri: vscode.Uri, rehearsal: Rehearsal, poolName: string): Promise<void> {
    const when = { locale: vscode.env.language, at: new Date(systemClock.now()) };
    const text = rehearsalMarkdown(rehearsal, { name: baseName(uri), poolName }, when);
    const report = this.#reports.put(rehearsalWords.reportName(baseName(uri)), uri.toString(), text);
    const isBeside = activeCsv()?.toString() === uri.toString();
    try {
      const preview = isBeside ? 'markdown.showPreviewToSide' : 'markdown.showPreview';
      await vscode.commands.executeCommand(preview, report);
    } catch (error) {
      // VS Code's own Markdown extension can be disabled.
      this.#services.log.warn(`The report of the rehearsal is shown as text: ${String(error)}`);
      const { Active, Beside } = vscode.ViewColumn;
      await vscode.window.showTextDocument(report, { viewColumn: isBeside ? Beside : Active });
    }
  }

  /** Does not wait for the answer. */
  #tell(uri: vscode.Uri, rehearsal: Rehearsal, draft: ImportDraft): void {
    const { rows } = rehearsal;
    const { pool, poolName } = draft.target;
    const all = allCounters(rehearsal);
    const failures = failedMessages(rehearsal);
    const text = rehearsalWords.summary(
      { name: baseName(uri), poolName, rows, all, messages: failures },
      vscode.env.language,
    );
    const isGood = failures.length === 0 && all.importedUsers === rows;
    const { create, look, showProblems } = rehearsalButtons;
    const show = isGood ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
    const buttons = [isGood ? create : showProblems, ...(canBeLookedAt(rehearsal) ? [look] : [])];
    const answered = show(plain(text), ...buttons).then(async (button) => {
      const { executeCommand } = vscode.commands;
      if (button === showProblems) await executeCommand('workbench.actions.view.problems');
      else if (button === create) await executeCommand(commands.createImportJob, { uri, pool });
      else if (button === look)
        await this.#look(rehearsal, draft).catch((error: unknown) =>
          this.#services.help.show(failureOf(error), error),
        );
    });
    background(answered, this.#services.log);
  }

  async #look({ files }: Rehearsal, { target, algorithm }: ImportDraft): Promise<void> {
    const [file] = files;
    if (!file) return;
    const ref = await lookInSandbox(this.#services, file, target, algorithm);
    await vscode.commands.executeCommand(commands.trySandbox);
    await vscode.commands.executeCommand(commands.showJob, ref);
  }
}
