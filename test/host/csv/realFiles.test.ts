// Real-life files in the editor: problems that the document's text cannot show are fixed in the file, or a conversion is offered.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import manifest from '../../../package.json' with { type: 'json' };
import { choose, type CsvWorld, fixesAt, problems, ruleOf, until, useCsvWorld } from './csvWorld.ts';

/** The cases lie in the sources, from which the extension under test runs. */
function bytesOf(file: string): Buffer {
  const extension = vscode.extensions.getExtension(`${manifest.publisher}.${manifest.name}`);
  return readFileSync(join(extension?.extensionPath ?? '', 'test/unit/csv/cases', file));
}

describe('a real-life file', () => {
  let world: CsvWorld;
  useCsvWorld((opened) => (world = opened));

  const convertible = {
    'sep-semicolon.csv': 'separator-line',
    'sep-tab.csv': 'separator-line',
    'cr-only.csv': 'carriage-return-lines',
    'quoted-two-lines.csv': 'unclosed-quote',
    'template-from-cli.tsv': 'wrong-delimiter',
    'utf16-quoted.csv': 'utf-16',
    'title-line.csv': 'no-header',
  };
  for (const [file, rule] of Object.entries(convertible))
    it(`${file}: a conversion is offered`, async () => {
      const { uri } = await world.open(file, bytesOf(file));
      await world.validate(uri);
      const problem = problems(uri).find((each) => ruleOf(each) === rule);
      assert.ok(problem, problems(uri).map(ruleOf).join());
      const titles = (await fixesAt(uri, problem.range)).map(({ title }) => title);
      assert.ok(titles.includes('Convert to Cognito CSV…'), titles.join());
    });

  it('cr-only.csv: its lines end in LF after the fix', async () => {
    const before = bytesOf('cr-only.csv');
    const { uri } = await world.open('returns-alone.csv', before);
    await world.validate(uri);
    const faults = () => problems(uri).filter((each) => ruleOf(each) === 'carriage-return-lines');
    const [problem, ...others] = faults();
    assert.ok(problem && others.length === 0);
    await choose(await fixesAt(uri, problem.range), 'End every line in LF');
    await until(() => faults().length === 0);
    assert.equal(readFileSync(uri.fsPath, 'utf8'), before.toString().replaceAll('\r', '\n'));
  });
});
