// Shows the validation of the active CSV in the editor's language status.
import * as vscode from 'vscode';
import { Owner } from '../../../domain/base/disposable.ts';
import { commands } from '../../shell/ids.ts';
import { plain } from '../../shell/escapeText.ts';
import { isGood, rowCounts, shortVerdict } from './verdict.ts';
import type { Validations } from './validations.ts';

/** No document has this scheme, so that the item is hidden. */
const nowhere: vscode.DocumentSelector = { scheme: 'cognito-import-jobs-none' };

export class CsvStatus extends Owner {
  readonly #validations: Validations;
  readonly #item = this.own(vscode.languages.createLanguageStatusItem('cognitoImportJobs.csv', nowhere));

  constructor(validations: Validations) {
    super();
    this.#validations = validations;
    this.#item.name = 'Cognito Import CSV';
    this.own(validations.onChange(() => this.#show()));
    this.own(vscode.window.onDidChangeActiveTextEditor(() => this.#show()));
  }

  #show(): void {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const validated = uri && this.#validations.get(uri);
    this.#item.selector = validated ? '*' : nowhere;
    if (!validated) return;
    const { summary, poolName } = validated;
    const locale = vscode.env.language;
    this.#item.text = shortVerdict(summary, locale);
    this.#item.detail = plain(`${poolName} · ${rowCounts(summary, locale)}`);
    this.#item.severity = isGood(summary)
      ? vscode.LanguageStatusSeverity.Information
      : vscode.LanguageStatusSeverity.Warning;
    this.#item.accessibilityInformation = { label: `${this.#item.text}. ${this.#item.detail}` };
    this.#item.command = {
      command: commands.validateCsv,
      title: 'Validate Again',
      arguments: [{ uri: validated.uri, pool: validated.pool }],
    };
  }
}
