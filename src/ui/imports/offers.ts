// Offers to resume imports, and passes over users, that no window works on any more: one notice for all of them, in one window.
import * as vscode from 'vscode';
import { Owner } from '../../domain/base/disposable.ts';
import type { ImportState } from '../../domain/imports/import.ts';
import type { ImportFolder } from '../../files/imports/importStore.ts';
import type { InterruptedPass } from '../../files/rows/passWatch.ts';
import { background, type ErrorLog } from '../shell/background.ts';
import { plain } from '../shell/escapeText.ts';
import { commands } from '../shell/ids.ts';
import { systemClock } from '../shell/systemClock.ts';
import { passName } from '../users/followUp/resumePass.ts';
import type { Imports } from './importProgress.ts';
import {
  interruptedPassWords,
  interruptedWords,
  unfinishedWords,
  withPassesWords,
  words,
} from './importWords.ts';

export interface OfferServices {
  readonly imports: Imports;
  readonly store: ImportFolder;
  /** Shows a failure to the user instead of rejecting. */
  readonly resumePass: (pass: InterruptedPass) => Promise<void>;
  readonly log: ErrorLog;
}

interface Offered {
  readonly imports: readonly ImportState[];
  readonly passes: readonly InterruptedPass[];
}

export class ImportOffers extends Owner {
  readonly #services: OfferServices;
  /** The keys of what the open notices offer. VS Code cannot close a notice, so an outdated one does nothing. */
  readonly #open = new Set<string>();

  constructor(services: OfferServices) {
    super();
    this.#services = services;
  }

  begin(): void {
    this.own(this.#services.store.onChange(() => this.#update()));
    this.#update();
  }

  #update(): void {
    const offered = this.#offers();
    const keys = keysOf(offered);
    if (this.isDisposed || keys.every((key) => this.#open.has(key))) return;
    for (const key of keys) this.#open.add(key);
    background(
      this.#offer(offered).finally(() => {
        for (const key of keys) this.#open.delete(key);
        // What could not be resumed, for instance because the disk is full, is offered again.
        this.#update();
      }),
      this.#services.log,
    );
  }

  async #offer(offered: Offered): Promise<void> {
    const { imports } = this.#services;
    const [only] = offered.imports;
    const [pass] = offered.passes;
    if (offered.imports.length + offered.passes.length > 1) await this.#offerSeveral(offered);
    else if (pass) await this.#offerPass(pass);
    else if (only && !(await imports.askAboutPart(only))) {
      const message = interruptedWords(only, systemClock.now(), vscode.env.language);
      const answer = await vscode.window.showInformationMessage(plain(message), words.resume, words.discard);
      if (answer === words.resume) await imports.resume(only);
      else if (answer === words.discard) await imports.discard(only);
      else await this.#dismiss(offered);
    }
  }

  async #offerPass(pass: InterruptedPass): Promise<void> {
    const message = interruptedPassWords(passName(pass.head) ?? '');
    const answer = await vscode.window.showInformationMessage(plain(message), words.resume);
    await this.#services.store.refresh();
    const current = this.#stillOffered({ imports: [], passes: [pass] });
    // The pass was resumed elsewhere meanwhile. If it has finished, resuming would begin another one.
    if (current.passes.length === 0) return;
    // Whatever the answer, it is offered again only after another window has worked on it and was killed.
    await this.#dismiss(current);
    if (answer === words.resume) await this.#services.resumePass(pass);
  }

  async #offerSeveral(offered: Offered): Promise<void> {
    const { imports } = this.#services;
    const passes = offered.passes.map(({ head }) => passName(head) ?? '');
    const states = offered.imports;
    const unfinished = unfinishedWords(states, systemClock.now(), vscode.env.language);
    const message = withPassesWords(
      states.length === 0 ? undefined : unfinished,
      passes,
      vscode.env.language,
    );
    // Each pass asks its own question, so Resume All is offered only for imports.
    const buttons = passes.length === 0 ? [words.resumeAll, words.select] : [words.select];
    const answer = await vscode.window.showInformationMessage(plain(message), ...buttons);
    const current = this.#stillOffered(offered);
    if (answer === words.resumeAll) await Promise.all(current.imports.map((state) => imports.resume(state)));
    else await this.#dismiss(answer === words.select ? { imports: [], passes: current.passes } : current);
    if (answer === words.select) await vscode.commands.executeCommand(commands.resumeImport);
  }

  async #dismiss(offered: Offered): Promise<void> {
    const { store } = this.#services;
    const { imports, passes } = this.#stillOffered(offered);
    for (const { id } of imports) await store.dismissOffer(id);
    for (const { head } of passes) await store.passes.dismiss(head.id);
  }

  /** Leaves out what another window has resumed since. */
  #stillOffered({ imports, passes }: Offered): Offered {
    const offered = new Set(keysOf(this.#offers()));
    return {
      imports: imports.filter((state) => offered.has(keyOf(state))),
      passes: passes.filter(({ key }) => offered.has(key)),
    };
  }

  #offers(): Offered {
    const { store } = this.#services;
    // This version cannot resume kinds of passes that a later version has added.
    const passes = store.passes.offers().filter(({ head }) => passName(head) !== undefined);
    return { imports: store.offers(), passes };
  }
}

/** Changes with every saved step, so that an import that was continued since is offered again. */
function keyOf({ id, savedAt }: ImportState): string {
  return `${id} ${savedAt}`;
}

function keysOf({ imports, passes }: Offered): readonly string[] {
  return [...imports.map(keyOf), ...passes.map(({ key }) => key)];
}
