// Texts of the import history's commands that are needed before the code of the commands is loaded.
export const commandWords = {
  again: 'Import Again',
  noJob: 'No import jobs are known. Import History… lists what was imported from this machine.',
  cannotImport: 'This job is not loaded. Refresh its user pool, then try again.',
};
