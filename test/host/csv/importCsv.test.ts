// Import CSVs in the editor, against the emulator: problems at their cells, fixes, and the import of the fixed file.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { openImport } from '../../../src/emulator/cognito/importFile.ts';
import { UserPool } from '../../../src/emulator/cognito/userPool.ts';
import { poolSpec } from '../../support/cognito/mistakesPool.ts';
import { mistakes, mistakesFile, unmarked } from '../../unit/csv/mistakes.ts';
import {
  acceptAll,
  choose,
  command,
  csv,
  csvOf,
  type CsvWorld,
  errors,
  fixesAt,
  paste,
  problems,
  ruleOf,
  until,
  useCsvWorld,
  user,
} from './csvWorld.ts';

/** The outcome of each row in the emulator's importer, or why the whole import fails. */
function importAll(file: Uint8Array): string | readonly string[] {
  const opened = openImport(Buffer.from(file), new UserPool('p', poolSpec, 0), 'ARGON2ID');
  if (typeof opened === 'string') return opened;
  const outcomes: string[] = [];
  while (opened.hasNext()) outcomes.push(opened.next(0, () => 'sub'));
  return outcomes;
}

describe('import CSVs', () => {
  let world: CsvWorld;
  useCsvWorld((opened) => (world = opened));

  it('show each of forty mistakes at its cell, with a link to the documentation', async () => {
    const { uri } = await world.open('mistakes.csv', mistakesFile);
    await world.validate(uri);
    const found = problems(uri);
    for (const [index, { kind, rule, line }] of mistakes.entries()) {
      const range = new vscode.Range(index + 1, line.indexOf('‹'), index + 1, line.indexOf('›') - 1);
      const problem = found.find((each) => ruleOf(each) === rule && each.range.isEqual(range));
      assert.ok(problem, `${kind}: ${rule} at ${JSON.stringify(range)}`);
      const { code } = problem;
      assert.ok(typeof code === 'object' && code.target.authority === 'docs.aws.amazon.com', kind);
    }
    const [twice] = errors(uri, 'duplicate-username');
    assert.equal(twice?.relatedInformation?.[0]?.location.range.start.line, 1);
    assert.equal(errors(uri, 'byte-order-mark').length, 1);
  });

  it('have fixes for one mistake or all of its kind, and are validated again by themselves', async () => {
    const text = csv(user('a', '1985-02-01'), user('b', '1985-02-28'), user('c d'));
    const document = await world.open('kinds.csv', text);
    const { uri } = document;
    await world.validate(uri);
    const [first] = errors(uri, 'birthdate-format');
    assert.ok(first);
    const offered = await fixesAt(uri, first.range);
    const preferred = offered.filter(({ isPreferred }) => isPreferred).map(({ title }) => title);
    assert.deepEqual(preferred, ['Change to “02/01/1985”']);
    await choose(offered, 'Change to “02/01/1985”');
    assert.equal(document.lineAt(1).text, user('a'));
    await until(() => errors(uri, 'birthdate-format').length === 1);

    await paste(document, text);
    await until(() => errors(uri, 'birthdate-format').length === 2);
    await choose(await fixesAt(uri, first.range), /^Fix all of this kind in the file \(2\)/);
    assert.equal(document.getText(), csv(user('a'), user('b', '02/28/1985'), user('c d')));
    await until(() => errors(uri, 'birthdate-format').length === 0);
    assert.equal(errors(uri, 'username-characters').length, 1);
  });

  it('import without a failure after Fix All and fixes by hand', async () => {
    const document = await world.open('all.csv', mistakesFile);
    const { uri } = document;
    // The command asks for the century of a two-digit year.
    await acceptAll(command('fixCsv', { uri, pool: world.pool }));
    assert.equal(
      readFileSync(uri.fsPath).toString('latin1', 0, 1),
      'c',
      'the file has no byte order mark any more',
    );
    assert.deepEqual(errors(uri, 'byte-order-mark'), []);
    const lines = document.getText().split('\n');
    for (const { kind, how, line, fixed } of mistakes) {
      const isFixed = how === 'safe' || how === 'equal' || kind === 'a year of two digits';
      const expected = isFixed ? fixed : unmarked(line);
      if (expected !== undefined) assert.ok(lines.includes(expected), kind);
    }
    const byHand = new Map(mistakes.map(({ line, fixed }) => [unmarked(line), fixed]));
    // Also removes the last column, which no pool can import.
    const repaired = lines
      .map((line) => (byHand.has(line) ? (byHand.get(line) ?? '') : line))
      .filter((line) => line !== '')
      .map((line) => `${line.slice(0, line.lastIndexOf(','))}\n`);
    await paste(document, repaired.join(''));
    await until(() => errors(uri).length === 0);
    await document.save();
    const outcomes = importAll(readFileSync(uri.fsPath));
    assert.deepEqual(
      outcomes,
      Array.from({ length: repaired.length - 1 }, () => 'SUCCEEDED'),
    );
  });

  it('are fixed on save if the user has set this', async () => {
    const document = await world.open('save.csv', csv(user('a', '1985-02-01'), user('b', '2/13/1985')));
    await world.validate(document.uri);
    const [action, ...others] = await fixesAt(
      document.uri,
      new vscode.Range(0, 0, document.lineCount, 0),
      vscode.CodeActionKind.SourceFixAll,
    );
    assert.ok(action && others.length === 0);
    await choose([action], action.title);
    assert.equal(document.getText(), csv(user('a'), user('b', '02/13/1985')));
  });

  it('lose whole columns by one fix', async () => {
    const row = user('a');
    const document = await world.open(
      'columns.csv',
      csv(row).replace('\n', ',password\n').replace(row, `${row},x`),
    );
    await world.validate(document.uri);
    const [problem] = errors(document.uri, 'not-importable-column');
    assert.ok(problem);
    await choose(await fixesAt(document.uri, problem.range), 'Remove the column “password”');
    assert.equal(document.getText(), csv(row));
  });

  it('are validated while they are typed, until they are closed', async () => {
    const document = await vscode.workspace.openTextDocument({ content: csv(user('a', 'soon')) });
    const { uri } = document;
    await vscode.window.showTextDocument(document);
    await world.validate(uri);
    assert.equal(errors(uri).length, 1);
    await paste(document, csv(user('a'), user('a', 'later')));
    await until(() => errors(uri, 'duplicate-username').length === 1);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await until(() => problems(uri).length === 0);
  });

  it('with unsaved changes are validated as they would be saved', async () => {
    const document = await world.open('mark.csv', `\ufeff${csv(user('a'))}`);
    const { uri } = document;
    await world.validate(uri);
    await paste(document, csv(user('a', 'soon')));
    await until(() => errors(uri, 'birthdate-format').length === 1);
    assert.ok(document.isDirty);
    const [mark] = errors(uri, 'byte-order-mark');
    assert.ok(mark, 'saving would write it again');
    await choose(await fixesAt(uri, mark.range), 'Remove the byte order mark');
    await until(() => errors(uri, 'byte-order-mark').length === 0);
    assert.equal(readFileSync(uri.fsPath, 'utf8'), csv(user('a', 'soon')));
    assert.equal(errors(uri, 'birthdate-format').length, 1);
  });

  it('show problems on the editor’s lines, also after a carriage return within a row', async () => {
    const document = await world.open('returns.csv', csv(`${user('a')}\r${user('b')}`, user('c', 'soon')));
    await world.validate(document.uri);
    assert.equal(document.lineCount, 5);
    const [birthdate] = errors(document.uri, 'birthdate-format');
    assert.equal(birthdate && document.getText(birthdate.range), 'soon');
    assert.ok(problems(document.uri).some((each) => ruleOf(each) === 'bare-carriage-return'));
  });

  it('remember the user pool they are for', async () => {
    const { uri } = await world.open('pool.csv', csv(user('a')).replace('birthdate', 'custom:code'));
    await world.validate(uri);
    const own = problems(uri).map(ruleOf);
    assert.ok(own.includes('value-too-long'), 'the column is of this pool');
    await command('stopValidatingCsv', uri);
    assert.deepEqual(problems(uri), []);
    // The first pool offered is the remembered one.
    await acceptAll(command('validateCsv', uri));
    assert.deepEqual(problems(uri).map(ruleOf), own);
  });
});

describe('large import CSVs', () => {
  let world: CsvWorld;
  useCsvWorld((opened) => (world = opened));

  it('are read from disk; the first 1,000 problems are listed, the rest are counted', async () => {
    const rows = Array.from({ length: 60_000 }, (_, index) =>
      user(`user${index}`, index < 10 ? 'x,y' : '1985'),
    );
    const uri = world.write('large.csv', csvOf(rows));
    assert.ok(readFileSync(uri.fsPath).length > 2_000_000);
    await world.validate(uri);
    const found = problems(uri);
    assert.equal(found.length, 1_000);
    assert.equal(errors(uri, 'column-count').length, 10);
    const others = found.filter(
      (each) => !['column-count', 'birthdate-format', 'undefined'].includes(ruleOf(each)),
    );
    const hidden = (60_000 + others.length - 999).toLocaleString(vscode.env.language);
    assert.ok(found.some(({ message }) => message.startsWith(`…and ${hidden} more`)));
    await command('stopValidatingCsv', uri);
    assert.deepEqual(problems(uri), []);
  });

  it('are fixed in a copy beside them', async () => {
    const padding = 'x'.repeat(60);
    const rows = Array.from({ length: 200_000 }, (_, index) => user(`${padding}${index}`, '1985-02-01'));
    const before = csvOf(rows);
    const uri = world.write('huge.csv', before);
    assert.ok(before.length > 20_000_000);
    await command('fixCsv', { uri, pool: world.pool });
    const copy = readFileSync(join(world.folder, 'huge-fixed.csv'), 'utf8');
    assert.equal(copy, before.replaceAll('1985-02-01', '02/01/1985'));
    assert.equal(readFileSync(uri.fsPath, 'utf8'), before);
    assert.deepEqual(errors(vscode.Uri.file(join(world.folder, 'huge-fixed.csv'))), []);
  });

  it('are converted into a file beside the other', async () => {
    const count = 150_000;
    const shelf = 'x'.repeat(100);
    const rows = Array.from(
      { length: count },
      (_, index) => `user${index},user${index}@a.example,true,"${shelf}"`,
    );
    const uri = world.write('sheet.csv', ['Login,E-Mail,Email Verified,Name', ...rows].join('\r\n'));
    assert.ok(readFileSync(uri.fsPath).length > 20_000_000);
    await command('convertCsv', { uri, pool: world.pool });
    const lines = readFileSync(join(world.folder, 'sheet-cognito.csv'), 'utf8').split('\n');
    assert.equal(lines.length, count + 2);
    assert.match(lines[count] ?? '', /^x{100},.*,user149999@a\.example,true,.*,user149999,$/);
    assert.deepEqual(errors(vscode.Uri.file(join(world.folder, 'sheet-cognito.csv'))), []);
  });
});
