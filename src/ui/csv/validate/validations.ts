// The CSVs under validation. Each is for one user pool and is validated again whenever it changes.
import * as vscode from 'vscode';
import type { Finding } from '../../../csv/validate/finding.ts';
import type { ImportSchema } from '../../../csv/schema.ts';
import type { ValidationSummary } from '../../../csv/validate/validate.ts';
import { Owner, type Disposable } from '../../../domain/base/disposable.ts';
import { Emitter } from '../../../domain/base/emitter.ts';
import { failureOf } from '../../../domain/connections/failure.ts';
import type { PoolRef } from '../../../domain/jobs/userPool.ts';
import { describe } from '../../shell/failureHelp.ts';
import { toDiagnostics } from './diagnostics.ts';
import { listFindings } from './listing.ts';
import { baseName } from '../pickCsv.ts';
import { readCsvWithHashes, stateOf, type OnRead, type ReadCsv } from './readCsv.ts';
import { revalidationDelay, workerBytes } from './reading.ts';
import type { CsvServices } from '../services.ts';
import { cancelled } from '../../../files/runTask.ts';

/** The user pool of a CSV. If its schema has no hash algorithm, the algorithm is guessed from the first hash. */
export interface CsvTarget {
  readonly pool: PoolRef;
  readonly poolName: string;
  readonly schema: ImportSchema;
}

export interface ValidatedCsv extends CsvTarget {
  readonly uri: vscode.Uri;
  readonly summary: ValidationSummary;
  /** The findings that are listed as problems. */
  readonly findings: readonly Finding[];
  /** The version of the document that was validated. */
  readonly version?: number;
  /** The hash of the file's bytes; undefined if a document's text was validated. */
  readonly sha256?: string;
}

interface Entry {
  readonly uri: vscode.Uri;
  target: CsvTarget;
  stop: AbortController;
  timer?: Disposable;
  validated?: ValidatedCsv;
}

export class Validations extends Owner {
  readonly #services: CsvServices;
  readonly #diagnostics = this.own(vscode.languages.createDiagnosticCollection('cognitoImport'));
  readonly #changed = this.own(new Emitter<vscode.Uri>());
  readonly #entries = new Map<string, Entry>();

  /** Fires when a CSV has been validated or forgotten. */
  readonly onChange = this.#changed.subscribe;

  constructor(services: CsvServices) {
    super();
    this.#services = services;
    const { workspace } = vscode;
    // Also fires when only the encoding or the saved state changes; both may change what would be uploaded.
    this.own(workspace.onDidChangeTextDocument(({ document }) => this.#soon(document)));
    this.own(workspace.onDidSaveTextDocument(({ uri }) => this.#again(uri)));
    this.own(
      // A change of language also closes and opens a document.
      workspace.onDidCloseTextDocument(({ uri, isClosed }) => {
        if (isClosed) this.forget(uri);
      }),
    );
    this.own(workspace.onDidDeleteFiles(({ files }) => files.forEach((uri) => this.forget(uri))));
  }

  /** The last result; undefined if the CSV is not under validation. */
  get(uri: vscode.Uri): ValidatedCsv | undefined {
    return this.#entries.get(uri.toString())?.validated;
  }

  all(): readonly ValidatedCsv[] {
    return [...this.#entries.values()].flatMap(({ validated }) => validated ?? []);
  }

  /**
   * Validates a CSV for a pool, now and after each change, until its document is closed.
   * @throws FailureError: 'cancelled' when the user cancels or a newer validation replaces it.
   */
  async validate(uri: vscode.Uri, target: CsvTarget): Promise<ValidatedCsv> {
    const key = uri.toString();
    const known = this.#entries.get(key);
    const entry = known ?? { uri, target, stop: new AbortController() };
    entry.target = target;
    this.#entries.set(key, entry);
    try {
      return await this.#run(entry, true);
    } catch (error) {
      if (!entry.validated && this.#entries.get(key) === entry) this.#entries.delete(key);
      throw error;
    }
  }

  /** Removes a CSV's problems and stops validating it. */
  forget(uri: vscode.Uri): void {
    const entry = this.#entries.get(uri.toString());
    if (!entry) return;
    this.#entries.delete(uri.toString());
    end(entry);
    this.#diagnostics.delete(uri);
    this.#changed.emit(uri);
  }

  override dispose(): void {
    for (const entry of this.#entries.values()) end(entry);
    super.dispose();
  }

  #soon({ uri }: vscode.TextDocument): void {
    const entry = this.#entries.get(uri.toString());
    if (!entry) return;
    entry.timer?.dispose();
    const delay = revalidationDelay(entry.validated?.summary.bytes ?? 0);
    if (delay !== undefined) entry.timer = this.#services.clock.schedule(delay, () => this.#again(uri));
  }

  #again(uri: vscode.Uri): void {
    const entry = this.#entries.get(uri.toString());
    if (!entry) return;
    this.#run(entry, false).catch((error: unknown) => {
      const failure = failureOf(error);
      if (failure.kind !== 'cancelled') this.#services.log.warn(describe(failure));
    });
  }

  /** Cancels the previous run. */
  async #run(entry: Entry, isAsked: boolean): Promise<ValidatedCsv> {
    entry.timer?.dispose();
    entry.stop.abort(cancelled());
    const stop = new AbortController();
    entry.stop = stop;
    const read = await this.#readUnderProgress(entry, stop, isAsked);
    stop.signal.throwIfAborted();
    const { target, uri } = entry;
    const { summary } = read.result;
    const listing = listFindings(read.result);
    const validated: ValidatedCsv = {
      ...target,
      uri,
      summary,
      findings: listing.findings,
      ...(read.version === undefined ? {} : { version: read.version }),
      ...(read.sha256 === undefined ? {} : { sha256: read.sha256 }),
    };
    entry.validated = validated;
    this.#diagnostics.set(uri, toDiagnostics(listing, summary, uri));
    this.#changed.emit(uri);
    return validated;
  }

  /** Shows a notification only for a long validation that the user has asked for; else only the status bar. */
  async #readUnderProgress(entry: Entry, stop: AbortController, isAsked: boolean): Promise<ReadCsv> {
    const isLong = (await stateOf(entry.uri)).bytes > workerBytes;
    const { Notification, Window } = vscode.ProgressLocation;
    const options = {
      location: isAsked && isLong ? Notification : Window,
      title: `Validating ${baseName(entry.uri)}`,
      cancellable: isAsked && isLong,
    };
    return vscode.window.withProgress(options, async (progress, token) => {
      const cancelling = token.onCancellationRequested(() => stop.abort(cancelled()));
      let told = 0;
      const onRead: OnRead = (share) => {
        progress.report({ increment: 100 * (share - told) });
        told = share;
      };
      try {
        return await this.#read(entry, stop.signal, onRead);
      } finally {
        cancelling.dispose();
      }
    });
  }

  async #read(entry: Entry, signal: AbortSignal, onRead: OnRead): Promise<ReadCsv> {
    const { uri, target } = entry;
    const { schema } = target;
    const { runTask } = this.#services;
    const read = await readCsvWithHashes(uri, schema, runTask, onRead, signal);
    const { hashAlgorithm } = read.result.summary;
    if (hashAlgorithm !== undefined && schema.hashAlgorithm === undefined)
      entry.target = { ...target, schema: { ...schema, hashAlgorithm } };
    return read;
  }
}

function end(entry: Entry): void {
  entry.timer?.dispose();
  entry.stop.abort(cancelled());
}
