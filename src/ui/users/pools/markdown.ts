// Markdown code spans and blocks that text of the service cannot close.
import { plain } from '../../shell/escapeText.ts';

/** A code span. */
export function code(text: string): string {
  const mark = '`'.repeat(longestRun(text) + 1);
  const space = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${mark}${space}${plain(text)}${space}${mark}`;
}

/** A block of code. */
export function codeBlock(language: string, lines: readonly string[]): readonly string[] {
  const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  return [`${fence}${language}`, ...lines, fence];
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
