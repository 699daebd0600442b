// Report Issue… passes the facts to VS Code's issue reporter if available, and otherwise shows them in a document.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { installFakeVscode } from '../../../support/vscode/fakeVscode.ts';
import { world } from '../../../support/worlds/jobsWorld.ts';

const fake = installFakeVscode();
const { UIKind } = await import('vscode');
const { reportIssue } = await import('../../../../src/ui/report/reportIssue.ts');

const reporter = 'workbench.action.openIssueReporter';

async function report(
  known: readonly string[],
  uiKind: unknown = UIKind.Desktop,
): Promise<readonly (readonly unknown[])[]> {
  const run: unknown[][] = [];
  fake.env['uiKind'] = uiKind;
  fake.commands['getCommands'] = () => Promise.resolve(known);
  fake.commands['executeCommand'] = (...call: unknown[]) => Promise.resolve(run.push(call));
  fake.window['showTextDocument'] = () => Promise.resolve(run.push(['document']));
  fake.window['showInformationMessage'] = () => Promise.resolve(undefined);
  const { jobs } = world();
  const failure = { kind: 'denied', code: 'AccessDeniedException', message: 'ada may not.' } as const;
  const help = { shown: [{ failure, at: Date.now() }] };
  const errors: unknown[] = [];
  await reportIssue({ jobs, help, extensionId: 'a.b', log: { error: (error) => errors.push(error) } });
  assert.deepEqual(errors, []);
  return run;
}

test('the reporter opens with the form and the facts', async () => {
  const [call, ...others] = await report(['workbench.action.files.save', reporter]);
  assert.deepEqual(others, []);
  const [command, options] = call ?? [];
  assert.equal(command, reporter);
  const { extensionId, issueBody, data } = options as Readonly<Record<string, string>>;
  assert.equal(extensionId, 'a.b');
  assert.match(issueBody ?? '', /^\*\*What happened/);
  assert.match(data ?? '', /\n- denied AccessDeniedException, 0 min ago\n/);
  assert.doesNotMatch(data ?? '', /ada/);
});

test('an editor without a reporter gets a document', async () => {
  assert.deepEqual(await report(['workbench.action.files.save']), [['document']]);
  // In a browser, the reporter accepts only the extension's name.
  assert.deepEqual(await report([reporter], 'web'), [['document']]);
});
