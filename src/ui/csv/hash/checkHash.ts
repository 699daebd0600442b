// Check a Hash with a Password…: checks whether a test user's password fits the hash that would be uploaded for that user.
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { HashAlgorithm } from '../../../csv/schema.ts';
import { checkHash as validate } from '../../../csv/values/hashes.ts';
import { hashCosts } from '../../../csv/values/hashShapes.ts';
import { cancelled } from '../../../files/runTask.ts';
import { passwordChecker, type CheckPassword } from '../../../files/hashes/checkPassword.ts';
import { judgeHash, type HashVerdict } from '../../../sources/hashes/recognise.ts';
import { explainRefusal } from '../../../sources/hashes/refusals.ts';
import { plain } from '../../shell/escapeText.ts';
import { commands } from '../../shell/ids.ts';
import { hashWords } from '../words.ts';
import { askHash, pasteHash, type AskedHash, type HashServices } from './askHash.ts';

/**
 * Asks for hash and password, and shows the result. Neither is stored, logged or shown.
 * @param uri the file; if it is absent and none is open, the user is asked for it.
 * @throws FailureError; 'cancelled' when the user cancels the check.
 */
export async function checkHash(services: HashServices, uri: vscode.Uri | undefined): Promise<void> {
  await checkAsked(await askHash(services, uri), {
    another: async () => checkAsked(await askHash(services, uri, { atCursor: false })),
  });
}

async function checkAsked(
  asked: AskedHash | 'noHashes' | undefined,
  { another }: { readonly another?: Act } = {},
): Promise<void> {
  if (asked === undefined) return;
  if (asked === 'noHashes') {
    tell(warn, hashWords.noHashes, [hashWords.paste.label, async () => checkAsked(await pasteHash())]);
    return;
  }
  const verdict = judgeHash(asked.hash);
  const more: Button[] = another ? [[hashWords.another, another]] : [];
  if (verdict.kind === 'none') tell(warn, hashWords.none(asked.place), ...more);
  else if (verdict.kind === 'refused')
    tell(warn, hashWords.refused(asked.place, explainRefusal(verdict)), ...more);
  else await checkPasswordOf(asked, verdict);
}

async function checkPasswordOf(asked: AskedHash, verdict: UsableHash): Promise<void> {
  const { hash, place, uri, isImportCsv } = asked;
  const { algorithm } = verdict;
  const text = hash?.text ?? '';
  const isTaken = isImportCsv && validate(text, algorithm) === undefined;
  const uploaded = isTaken ? text : verdict.hash;
  const password = await vscode.window.showInputBox({
    title: hashWords.title,
    prompt: hashWords.password(place),
    password: true,
    ignoreFocusOut: true,
  });
  if (password === undefined) return;
  const costs = costsOf(uploaded, algorithm);
  const fits = await withProgress(hashWords.checking(costs), { password, hash: uploaded, algorithm });
  if (!fits) {
    tell(warn, hashWords.fitsNot(place, costs), [hashWords.again, () => checkPasswordOf(asked, verdict)]);
  } else if (uploaded === text) {
    tell(inform, hashWords.fits(place, costs));
  } else if (uri === undefined) {
    const copy: Button = [hashWords.copy, () => vscode.env.clipboard.writeText(uploaded)];
    tell(inform, `${hashWords.fits(place, costs)} ${hashWords.converted}`, copy);
  } else {
    const convert: Button = [hashWords.convert, () => executeCommand(commands.convertCsv, uri)];
    const note = isImportCsv ? hashWords.mustConvert : hashWords.converted;
    tell(isImportCsv ? warn : inform, `${hashWords.fits(place, costs)} ${note}`, convert);
  }
}

type UsableHash = Extract<HashVerdict, { readonly kind: 'usable' }>;
type Act = () => Thenable<unknown>;
/** VS Code shows a message with a button in full, and cuts off one without a button after its first line. */
type Button = readonly [label: string, act: Act];

const { showInformationMessage: inform, showWarningMessage: warn } = vscode.window;
const { executeCommand } = vscode.commands;

/** Does not wait for the answer. */
function tell(
  show: (text: string, ...labels: string[]) => Thenable<string | undefined>,
  text: string,
  ...buttons: readonly Button[]
): void {
  const told = show(plain(text), ...buttons.map(([label]) => label));
  void told.then((pressed) => buttons.find(([label]) => label === pressed)?.[1]());
}

/** The parameters as the hash has them: "BCRYPT, cost 12". */
function costsOf(hash: string, algorithm: HashAlgorithm): string {
  const costs = hashCosts(hash, algorithm) ?? [];
  return [algorithm, ...costs.map(({ name, value }) => `${name} ${value}`)].join(', ');
}

/** @throws FailureError 'cancelled' when the user cancels. */
async function withProgress(title: string, check: Parameters<CheckPassword>[0]): Promise<boolean> {
  const checkPassword = passwordChecker(join(__dirname, 'hashCheck.js'));
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (_progress, token) => {
    const stop = new AbortController();
    const cancelling = token.onCancellationRequested(() => stop.abort(cancelled()));
    try {
      return await checkPassword(check, stop.signal);
    } finally {
      cancelling.dispose();
    }
  });
}
