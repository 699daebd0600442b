// Asks which columns of a file contain the users, their groups and the disabled state, if they are not named as in `NAME.after.csv`.
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { afterKey, type AfterColumns } from '../../../csv/afterFile.ts';
import { readAfterHeader } from '../../../files/csv/afterRows.ts';
import { cancelled } from '../../../files/runTask.ts';
import { plain } from '../../shell/escapeText.ts';
import { columnWords as words } from './columnWords.ts';

/** @throws FailureError 'cancelled' when the user cancels. */
export async function askColumns(path: string): Promise<AfterColumns> {
  const header = await readAfterHeader(path);
  const isKnown = header.includes(afterKey) && (header.includes('groups') || header.includes('disabled'));
  if (isKnown) return { username: afterKey, groups: 'groups', disabled: 'disabled' };
  const ask = (placeHolder: string, likely: RegExp, none?: string): Promise<string | undefined> =>
    pickColumn({ title: words.title(basename(path)), placeHolder }, { header, likely, none });
  const username =
    (await ask(words.username, /^(?:cognito:)?user_?-?(?:name|id)?$|^log_?in$|^e-?mail$/i)) ?? '';
  const groups = await ask(words.groups, /^groups?$|^roles?$|^cognito:groups$/i, words.noGroups);
  const separator = groups === undefined ? undefined : await pickSeparator(words.title(basename(path)));
  const state = await ask(
    words.state,
    /^(?:is_?)?(?:disabled|blocked|banned|enabled|active)$/i,
    words.nobody,
  );
  return {
    username,
    ...(groups === undefined ? {} : { groups, separator }),
    ...(state === undefined
      ? {}
      : /enabled|(?<!in)active/i.test(state)
        ? { enabled: state }
        : { disabled: state }),
  };
}

interface Columns {
  readonly header: readonly string[];
  /** Likely names, which are listed first. */
  readonly likely: RegExp;
  /** The label of the choice of no column. */
  readonly none: string | undefined;
}

/** Undefined if the user chooses no column. */
async function pickColumn(
  options: vscode.QuickPickOptions,
  { header, likely, none }: Columns,
): Promise<string | undefined> {
  const named = header.filter((name) => name !== '').map((column) => ({ label: plain(column), column }));
  const isLikely = ({ column }: { readonly column: string }): boolean => likely.test(column);
  const noColumn = none === undefined ? [] : [{ label: none, column: undefined }];
  const others = named.filter((item) => !isLikely(item));
  // VS Code selects the first item.
  const items = named.some(isLikely)
    ? [...named.filter(isLikely), ...noColumn, ...others]
    : [...noColumn, ...others];
  const picked = await vscode.window.showQuickPick<vscode.QuickPickItem & { column: string | undefined }>(
    items,
    options,
  );
  if (!picked) throw cancelled();
  return picked.column;
}

async function pickSeparator(title: string): Promise<string> {
  const items = words.separators.map((item) => ({ ...item }));
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder: words.separator });
  if (!picked) throw cancelled();
  return picked.separator;
}
