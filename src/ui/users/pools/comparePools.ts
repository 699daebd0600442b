// Compare User Pools…: shows as rendered Markdown what a move of users from one pool to another would lose.
import * as vscode from 'vscode';
import { Owner } from '../../../domain/base/disposable.ts';
import { poolKey, type PoolRef } from '../../../domain/jobs/userPool.ts';
import { allGroups } from '../../../domain/users/groups.ts';
import { pickPool } from '../../csv/pickPool.ts';
import { plain } from '../../shell/escapeText.ts';
import { inform } from '../../shell/inform.ts';
import { connectionName, connectionPlace } from '../../tree/rows.ts';
import type { UserServices } from '../userServices.ts';
import { poolReport, type ComparedPool } from './poolReport.ts';
import { poolWords as words } from './poolWords.ts';

/** Documents of this scheme are read-only, and VS Code never asks to save them. */
const scheme = 'cognito-user-pools';

export class PoolComparisons extends Owner {
  readonly #services: UserServices;
  /** Keyed by URI. The documents are small, and end with the window. */
  readonly #documents = new Map<string, string>();
  readonly #changed = this.own(new vscode.EventEmitter<vscode.Uri>());

  constructor(services: UserServices) {
    super();
    this.#services = services;
    this.own(
      vscode.workspace.registerTextDocumentContentProvider(scheme, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: (uri) => this.#documents.get(uri.toString()),
      }),
    );
  }

  /** @param given the pool that users come from. @throws FailureError */
  async compare(given: PoolRef | undefined): Promise<void> {
    const { jobs, log } = this.#services;
    const from = given ?? (await pickPool(jobs, words.title, undefined, words.pickFrom));
    const to = from && (await pickPool(jobs, words.title, undefined, words.pickTo));
    if (!from || !to) return;
    if (poolKey(from) === poolKey(to)) {
      inform(words.same, log);
      return;
    }
    const reading = { location: vscode.ProgressLocation.Window, title: words.reading };
    const [before, after] = await vscode.window.withProgress(reading, () =>
      Promise.all([this.#read(from), this.#read(to)]),
    );
    const title = plain(words.document(before.name, after.name));
    // Each pair of pools has one document per window.
    const uri = vscode.Uri.from({ scheme, path: `/${title}.md`, query: `${poolKey(from)} ${poolKey(to)}` });
    this.#documents.set(uri.toString(), poolReport(before, after, vscode.env.language));
    this.#changed.fire(uri);
    await show(uri);
  }

  async #read(pool: PoolRef): Promise<ComparedPool> {
    const { jobs } = this.#services;
    const ref = { connectionId: pool.connectionId, userPoolId: pool.userPoolId };
    const { signal } = new AbortController();
    const gateway = await jobs.gateway(ref.connectionId);
    const [description, groups] = await Promise.all([
      gateway.imports.describeUserPool(ref.userPoolId, signal),
      allGroups(gateway.users, ref.userPoolId, signal),
    ]);
    const view = jobs.store.connection(ref.connectionId);
    if (!view) throw new Error('The connection was removed.');
    return {
      ref,
      name: description.Name ?? ref.userPoolId,
      connection: view.connection,
      place: `${connectionName(view)} · ${connectionPlace(view)}`,
      accountId: view.account?.accountId,
      description,
      groups,
    };
  }
}

/** Shows the rendered document, or its text if VS Code's own Markdown extension is disabled. */
async function show(uri: vscode.Uri): Promise<void> {
  const isThere = (await vscode.commands.getCommands(true)).includes('markdown.showPreview');
  if (isThere) await vscode.commands.executeCommand('markdown.showPreview', uri);
  else await vscode.window.showTextDocument(uri, { preview: false });
}
