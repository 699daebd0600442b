// Texts of an issue report.
import { displayName } from '../shell/ids.ts';

export const reportWords = {
  /** The headings of the bug form. */
  body: [
    '**What happened, and what did you expect?**',
    '',
    '',
    '**Steps that show it** (does it happen in the sandbox, too?)',
    '',
    '',
    'Please add no credentials, pre-signed URLs or data of users.',
  ].join('\n'),
  document: (facts: string) =>
    `# Report an issue of ${displayName}\n\n${reportWords.body}\n\n## Facts\n\n${facts}\n`,
  copy: 'Copy Report',
  filled:
    'The report names no profile, account, user pool, user or path. Complete it, then copy it to an issue where you got this extension.',
} as const;
