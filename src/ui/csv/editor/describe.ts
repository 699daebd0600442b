// Describes a column in Markdown, for hovers and suggestions.
import * as vscode from 'vscode';
import { ruleOf } from '../../../csv/editor/columnHelp.ts';
import type { ImportSchema } from '../../../csv/schema.ts';
import type { Column } from '../../../csv/validate/header.ts';
import { rules } from '../../../csv/validate/rules.ts';
import { commands } from '../../shell/ids.ts';
import { plain } from '../../shell/escapeText.ts';
import { columnWords, helpWords, needWords } from './words.ts';

/** What is known about a CSV. */
export interface KnownCsv {
  readonly uri: vscode.Uri;
  readonly schema: ImportSchema;
  /** Undefined if only the header shows that it is an import CSV. */
  readonly poolName: string | undefined;
}

/** The column, how much it is needed, the rule for its values with its documentation, and for which pool this holds. */
export function describe(column: Column, { uri, schema, poolName }: KnownCsv): vscode.MarkdownString {
  const isPoolKnown = poolName !== undefined;
  const need = needWords(column.name, schema, isPoolKnown);
  const words = columnWords(column, schema, isPoolKnown, vscode.env.language);
  const { link } = rules[ruleOf(column, schema)];
  const text = new vscode.MarkdownString();
  text.appendMarkdown(`**${asMarkdown(column.name)}** · ${asMarkdown(need)}\n\n`);
  text.appendMarkdown(`${asMarkdown(words)} [${helpWords.documentation}](${link})\n\n`);
  if (poolName !== undefined) {
    text.appendMarkdown(asMarkdown(`${helpWords.pool} ${poolName}`));
    return text;
  }
  text.isTrusted = { enabledCommands: [commands.validateCsv] };
  const argument = encodeURIComponent(JSON.stringify([uri]));
  text.appendMarkdown(
    `${asMarkdown(helpWords.unknownPool)} [${helpWords.validate}](command:${commands.validateCsv}?${argument})`,
  );
  return text;
}

/** Escapes text for Markdown. `MarkdownString.appendText` would also make all spaces non-breaking. */
export function asMarkdown(text: string): string {
  return plain(text).replaceAll(/[\\`*_{}[\]()#+\-.!~<>&|]/g, '\\$&');
}
