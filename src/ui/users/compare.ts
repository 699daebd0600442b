// Compare with User Pool…: finds the rows of a CSV that an import would skip, and exports the others as a new CSV.
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { Owner } from '../../domain/base/disposable.ts';
import { FailureError } from '../../domain/connections/failure.ts';
import { cheaperWay, type Estimate } from '../../domain/users/survey.ts';
import { contentOf, isUnchanged, type FileContent } from '../../files/imports/importFiles.ts';
import type { CsvArgument } from '../csv/csvArgument.ts';
import { activeCsv, baseName, openDocument, pickCsv } from '../csv/pickCsv.ts';
import type { CsvTarget } from '../csv/validate/validations.ts';
import { exportRows } from '../results/exportRows.ts';
import { background } from '../shell/background.ts';
import { plain } from '../shell/escapeText.ts';
import { commands } from '../shell/ids.ts';
import { compareButtons, compareTitle, compareWords, type Compared } from './compareWords.ts';
import { Existing } from './existing.ts';
import { ExistingProblems } from './existingProblems.ts';
import { findUsers } from './findUsers.ts';
import type { UserServices } from './userServices.ts';

/** The result of comparing a CSV with a user pool. */
export interface Comparison extends Compared {
  readonly uri: vscode.Uri;
  readonly target: CsvTarget;
  readonly content: FileContent;
  /** Lines of the new users, in ascending order. */
  readonly newLines: Uint32Array;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** How long a comparison is valid, as an import may run meanwhile. Milliseconds. */
const holds = 300_000;

export class Comparisons extends Owner {
  readonly #services: UserServices;
  readonly #problems = this.own(new ExistingProblems());
  /** Keyed by the URI of the CSV. */
  readonly #known = new Map<string, Comparison>();

  constructor(services: UserServices) {
    super();
    this.#services = services;
  }

  /** The result for this CSV and this pool in this window, of any age. */
  known(uri: vscode.Uri, { pool }: CsvTarget, sha256: string): Comparison | undefined {
    const known = this.#known.get(uri.toString());
    const isOfPool =
      known?.target.pool.connectionId === pool.connectionId &&
      known.target.pool.userPoolId === pool.userPoolId;
    return isOfPool && known.content.sha256 === sha256 ? known : undefined;
  }

  /** Estimates how long it takes to compare this many rows. @throws FailureError */
  async estimate({ pool }: CsvTarget, rows: number): Promise<Estimate> {
    const gateway = await this.#services.jobs.gateway(pool.connectionId);
    const { signal } = new AbortController();
    const { EstimatedNumberOfUsers: users } = await gateway.imports.describeUserPool(pool.userPoolId, signal);
    return cheaperWay(rows, users);
  }

  hideProblems(): void {
    this.#problems.hideAll();
  }

  /** @throws FailureError; 'cancelled' when the user cancels. */
  async compare(argument: CsvArgument): Promise<void> {
    const compared = await this.#compare(argument);
    if (compared) this.#tell(compared);
  }

  /** Exports the new rows. The CSV is compared first if it has no valid comparison or has changed. @throws FailureError */
  async exportNew(argument: CsvArgument): Promise<void> {
    const uri = argument.uri ?? activeCsv();
    const known = uri && this.#known.get(uri.toString());
    const now = (): number => this.#services.clock.now();
    const isCurrent =
      known && !argument.pool && now() - known.at < holds && (await isUnchanged(known.content));
    const compared = isCurrent ? known : await this.#compare({ ...argument, ...(uri ? { uri } : {}) });
    if (!compared) return;
    const { name, poolName, newLines, content } = compared;
    const locale = vscode.env.language;
    if (newLines.length === 0) {
      background(
        vscode.window.showInformationMessage(plain(compareWords.noNew(name, poolName))),
        this.#services.log,
      );
      return;
    }
    const exported = await exportRows(this.#services.runTask, content, newLines, 'new');
    await this.#services.csv().written([exported.uri]);
    const target = baseName(exported.uri);
    const isUnsaved = exported.uri.scheme === 'untitled';
    const text = compareWords.exported(exported.rows, name, target, isUnsaved, locale);
    this.#offer(plain(text), [compareButtons.create], exported.uri, compared.target);
  }

  async #compare(argument: CsvArgument): Promise<Comparison | undefined> {
    const uri = argument.uri ?? (argument.pool ? undefined : activeCsv()) ?? (await pickCsv(compareTitle));
    if (!uri) return undefined;
    const csv = this.#services.csv();
    const target = await csv.targetOf(compareTitle, uri, argument.pool);
    if (!target) return undefined;
    await csv.remember(uri, target);
    return this.look(uri, target);
  }

  /** @throws FailureError; 'cancelled' when the user cancels. */
  async look(uri: vscode.Uri, target: CsvTarget): Promise<Comparison> {
    const name = baseName(uri);
    if (uri.scheme !== 'file' || openDocument(uri)?.isDirty === true)
      throw conflict(compareWords.unsaved(name));
    const existing = new Existing();
    const content = await contentOf(uri.fsPath);
    const { poolName } = target;
    const looked = await findUsers(this.#services, {
      path: content.path,
      pool: target.pool,
      rules: target.schema,
      title: (estimate, rows) =>
        plain(compareWords.progress(name, poolName, estimate, rows, vscode.env.language)),
      onFound: (found) => existing.add(found),
    });
    try {
      if (looked.sha256 !== content.sha256) throw conflict(compareWords.changed(name));
      if (looked.rows === 0) throw conflict(compareWords.noRows(name));
      const newLines: number[] = [];
      for await (const { line } of looked.rowsOf()) if (!existing.has(line)) newLines.push(line);
      this.#problems.show(uri, existing);
      const { rows, nameless } = looked;
      const counts = { rows, nameless, existing: existing.count, aliasTaken: existing.aliasTaken };
      const of = { uri, target, content, name: basename(content.path), poolName };
      const compared = {
        ...of,
        ...counts,
        newLines: Uint32Array.from(newLines),
        at: this.#services.clock.now(),
      };
      this.#known.set(uri.toString(), compared);
      return compared;
    } finally {
      await looked.remove();
    }
  }

  #tell(compared: Comparison): void {
    const { existing, rows, uri, target } = compared;
    const text = plain(compareWords.summary(compared, vscode.env.language));
    const isFound = existing + compared.aliasTaken > 0;
    const buttons = [
      ...(existing > 0 && existing < rows ? [compareButtons.exportNew] : []),
      ...(isFound ? [compareButtons.showProblems] : []),
      ...(existing < rows ? [compareButtons.create] : []),
    ];
    this.#offer(text, buttons, uri, target);
  }

  /** Does not wait for the answer. */
  #offer(text: string, buttons: readonly string[], uri: vscode.Uri, { pool }: CsvTarget): void {
    const { executeCommand } = vscode.commands;
    const answered = vscode.window.showInformationMessage(text, ...buttons).then(async (button) => {
      if (button === compareButtons.exportNew) await executeCommand(commands.exportNewRows, { uri });
      else if (button === compareButtons.showProblems)
        await executeCommand('workbench.actions.view.problems');
      else if (button === compareButtons.create)
        await executeCommand(commands.createImportJob, { uri, pool });
    });
    background(answered, this.#services.log);
  }
}

function conflict(message: string): FailureError {
  return new FailureError({ kind: 'conflict', message: plain(message) });
}
