// What the commands of the import history say before what they do is loaded.
export const commandWords = {
  again: 'Import Again',
  noJob: 'No import jobs are known. Import History… lists what was imported from this machine.',
  cannotImport: 'This job is not loaded. Refresh its user pool, then try again.',
};
