// An extension of the demo alone: opens the view in a window that comes up for the first time.
const vscode = require('vscode');

exports.activate = async ({ workspaceState }) => {
  if (workspaceState.get('opened') === true) return;
  await workspaceState.update('opened', true);
  await vscode.commands.executeCommand('cognitoImportJobs.explorer.focus');
};
