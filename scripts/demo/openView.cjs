// An extension for the demo only: opens the view the first time a window opens.
const vscode = require('vscode');

exports.activate = async ({ workspaceState }) => {
  if (workspaceState.get('opened') === true) return;
  await workspaceState.update('opened', true);
  await vscode.commands.executeCommand('cognitoImportJobs.explorer.focus');
};
