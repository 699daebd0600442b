// Hover and completion in import CSVs, and in no other CSV.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { csv, type CsvWorld, until, user, useCsvWorld } from './csvWorld.ts';

/** The texts of the hovers at a position. */
async function hovers(
  document: vscode.TextDocument,
  line: number,
  character: number,
): Promise<readonly string[]> {
  const found = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    new vscode.Position(line, character),
  );
  return found.map(({ contents }) =>
    contents
      .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
      .join('\n')
      // Without the escapes of Markdown.
      .replaceAll(/\\([^\w\s])/g, '$1'),
  );
}

async function completions(
  document: vscode.TextDocument,
  line: number,
  character: number,
): Promise<readonly vscode.CompletionItem[]> {
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    new vscode.Position(line, character),
  );
  // VS Code itself completes words of the document.
  return items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text);
}

function labels(items: readonly vscode.CompletionItem[]): readonly string[] {
  return items.map(({ label }) => (typeof label === 'string' ? label : label.label));
}

const [first = ''] = csv().split('\n');
const jane = user('jane');

describe('hover and completion', () => {
  let world: CsvWorld;
  useCsvWorld((opened) => (world = opened));

  it('show what every pool requires of a column, then what this one requires', async () => {
    const document = await world.open('help.csv', csv(jane));
    const before = await hovers(document, 1, jane.indexOf('02/'));
    assert.equal(before.length, 1);
    assert.match(before[0] ?? '', /birthdate.*may be required by the user pool[^]*mm\/dd\/yyyy/);
    assert.match(before[0] ?? '', /\(https:\/\/docs\.aws\.amazon\.com\/cognito\/[^)]*\)/);
    assert.match(before[0] ?? '', /\(command:cognitoImportJobs\.validateCsv\?/);

    await world.validate(document.uri);
    const email = await hovers(document, 0, first.indexOf('email'));
    assert.equal(email.length, 1);
    assert.match(email[0] ?? '', /email.*required[^]*An email address[^]*User pool: csv-tests/);
    assert.match((await hovers(document, 1, jane.length))[0] ?? '', /birthdate.*optional/);
  });

  it('show the cost of a hash, but no part of the hash', async () => {
    const hash = `$2b$13$${'K'.repeat(53)}`;
    const document = await world.open('hash.csv', `${first},password_hash\n${jane},${hash}\n`);
    const [text = ''] = await hovers(document, 1, jane.length + 9);
    assert.match(text, /hash of BCRYPT\. More than Cognito takes: cost 13 of at most 12\./);
    assert.ok(!text.includes('KKK'));
  });

  it("offer the missing columns, also the pool's own, and replace the cell", async () => {
    const document = await world.open('columns.csv', `${first},cu,locale\n`);
    const at = first.length + 3;
    assert.ok(!labels(await completions(document, 0, at)).includes('custom:age'));
    await world.validate(document.uri);
    const items = await completions(document, 0, at);
    const names = labels(items);
    assert.ok(names.includes('custom:age') && names.includes('name'), names.join());
    for (const name of ['email', 'birthdate', 'locale']) assert.ok(!names.includes(name), name);
    const { range } = items[names.indexOf('custom:age')] ?? {};
    assert.ok(range && 'replacing' in range);
    assert.ok(range.replacing.isEqual(new vscode.Range(0, first.length + 1, 0, at)));
  });

  it('offer TRUE and FALSE for a boolean column', async () => {
    const document = await world.open('values.csv', csv('joe,joe@example.com,', jane));
    assert.deepEqual(labels(await completions(document, 1, 20)), ['TRUE', 'FALSE']);
    assert.deepEqual(labels(await completions(document, 2, 3)), []);
  });

  it('show nothing in a row with line breaks in its values', async () => {
    const rows = ['jane,"jane@example.com', 'x,y,true,z', '",true,02/01/1985', jane];
    const document = await world.open('lines.csv', csv(...rows));
    for (const line of [1, 2, 3]) assert.deepEqual(await hovers(document, line, 1), []);
    assert.equal((await hovers(document, 4, 1)).length, 1);
  });

  it('appear once, whatever the language of the document', async () => {
    const document = await world.open('coloured.csv', csv(jane));
    const other = await vscode.languages.setTextDocumentLanguage(document, 'log');
    assert.equal(other.languageId, 'log');
    assert.equal((await hovers(other, 1, 1)).length, 1);
    const named = await world.open('users.txt', csv(jane));
    assert.deepEqual(await hovers(named, 1, 1), []);
    await world.validate(named.uri);
    assert.equal((await hovers(named, 1, 1)).length, 1);
  });

  it('show nothing in any other CSV', async () => {
    for (const [name, text] of [
      ['sheet.csv', 'name,email,email_verified\nJane,jane@example.com,\n'],
      ['semicolons.csv', 'name;cognito:username\nJane;jane\n'],
      ['empty.csv', ''],
    ] as const) {
      const document = await world.open(name, text);
      assert.deepEqual(await hovers(document, 0, 1), [], name);
      assert.deepEqual(await completions(document, Math.min(1, document.lineCount - 1), 0), [], name);
    }
  });

  it('can be turned off', async () => {
    const document = await world.open('quiet.csv', csv(jane));
    const settings = vscode.workspace.getConfiguration('cognitoImportJobs');
    await settings.update('csvHelp', false, vscode.ConfigurationTarget.Global);
    try {
      await until(async () => (await hovers(document, 1, 1)).length === 0);
      assert.deepEqual(await completions(document, 0, first.length), []);
    } finally {
      await settings.update('csvHelp', undefined, vscode.ConfigurationTarget.Global);
    }
    await until(async () => (await hovers(document, 1, 1)).length === 1);
  });
});
