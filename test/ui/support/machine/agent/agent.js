// Stands for a chat: calls the tool that is typed into its box, and writes what comes of it into the file that is named there.
const { writeFileSync } = require('node:fs');
const vscode = require('vscode');

exports.activate = ({ subscriptions }) => {
  subscriptions.push(vscode.commands.registerCommand('testAgent.call', call));
};

async function call() {
  const typed = await vscode.window.showInputBox({ title: 'Call Tool', ignoreFocusOut: true });
  if (typed === undefined) return;
  const { name, input, answer } = JSON.parse(typed);
  const options = { input, toolInvocationToken: undefined };
  const outcome = await vscode.lm.invokeTool(name, options).then(
    ({ content }) => ({ text: content.map(({ value }) => value).join('\n') }),
    (error) => ({ error: error.message }),
  );
  writeFileSync(answer, JSON.stringify(outcome));
}
