// Texts of the questions about the columns of a file with groups and disabled users.
export const columnWords = {
  title: (name: string): string => `Columns of ${name}`,
  username: 'Select the column that names the users as the import CSV does',
  groups: 'Select the column with the groups',
  noGroups: 'No Groups',
  separator: 'Select what stands between two groups of a user',
  separators: [
    { label: 'Semicolon', detail: 'admins; staff, or a JSON array', separator: ';' },
    { label: 'Comma', detail: 'admins, staff', separator: ',' },
    { label: 'Vertical Bar', detail: 'admins | staff', separator: '|' },
  ],
  state: 'Select the column that says who is disabled (true, yes, 1, disabled) or enabled',
  nobody: 'Disable Nobody',
} as const;
