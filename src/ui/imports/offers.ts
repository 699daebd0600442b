// Offers to resume imports that no window drives any more: one notice for all of them, in one window.
import * as vscode from 'vscode';
import { Owner } from '../../domain/base/disposable.ts';
import type { ImportState } from '../../domain/imports/import.ts';
import { background, type ErrorLog } from '../shell/background.ts';
import { plain } from '../shell/escapeText.ts';
import { commands } from '../shell/ids.ts';
import { systemClock } from '../shell/systemClock.ts';
import type { Imports } from './importProgress.ts';
import { interruptedWords, unfinishedWords, words } from './importWords.ts';

export class ImportOffers extends Owner {
  readonly #imports: Imports;
  readonly #log: ErrorLog;
  /** What the open notices are about. VS Code cannot close a notice: one that is outdated does nothing. */
  readonly #open = new Set<string>();

  constructor(imports: Imports, log: ErrorLog) {
    super();
    this.#imports = imports;
    this.#log = log;
  }

  begin(): void {
    this.own(this.#imports.driver.store.onChange(() => this.#update()));
    this.#update();
  }

  #update(): void {
    const offers = this.#offers();
    if (this.isDisposed || offers.every((state) => this.#open.has(keyOf(state)))) return;
    const keys = offers.map(keyOf);
    for (const key of keys) this.#open.add(key);
    background(
      this.#offer(offers).finally(() => {
        for (const key of keys) this.#open.delete(key);
        // What could not be resumed, on a full disk for instance, is offered again.
        this.#update();
      }),
      this.#log,
    );
  }

  async #offer(states: readonly ImportState[]): Promise<void> {
    const [only, ...others] = states;
    if (!only) return;
    if (others.length > 0) await this.#offerSeveral(states);
    else if (!(await this.#imports.askAboutPart(only))) {
      const message = interruptedWords(only, systemClock.now(), vscode.env.language);
      const answer = await vscode.window.showInformationMessage(plain(message), words.resume, words.discard);
      if (answer === words.resume) await this.#imports.resume(only);
      else if (answer === words.discard) await this.#imports.discard(only);
      else await this.#dismiss(states);
    }
  }

  async #offerSeveral(states: readonly ImportState[]): Promise<void> {
    const message = unfinishedWords(states, systemClock.now(), vscode.env.language);
    const answer = await vscode.window.showInformationMessage(plain(message), words.resumeAll, words.select);
    const current = this.#stillOffered(states);
    if (answer === words.resumeAll) await Promise.all(current.map((state) => this.#imports.resume(state)));
    else if (answer === words.select) await vscode.commands.executeCommand(commands.resumeImport);
    else await this.#dismiss(current);
  }

  async #dismiss(states: readonly ImportState[]): Promise<void> {
    for (const { id } of this.#stillOffered(states)) await this.#imports.driver.store.dismissOffer(id);
  }

  /** Another window may have resumed some since. */
  #stillOffered(states: readonly ImportState[]): readonly ImportState[] {
    const offered = new Set(this.#offers().map(keyOf));
    return states.filter((state) => offered.has(keyOf(state)));
  }

  #offers(): readonly ImportState[] {
    return this.#imports.driver.store.offers();
  }
}

/** Changes with every step that is saved: what somebody has driven since is worth another offer. */
function keyOf({ id, savedAt }: ImportState): string {
  return `${id} ${savedAt}`;
}
