// Rows that have run together on one line, because a line end is missing.
import { splitRecord } from '../read/dialect.ts';
import type { Fix, FixContext } from './edit.ts';
import type { Place } from '../validate/finding.ts';
import { hasErrors } from './fixCount.ts';

/** Splits a line of two rows where every cell is right then; without asking only where there is one such place, or one that another cell tells. */
export function fixGlued({ line }: Place, text: string, context: FixContext): readonly Fix[] {
  const atReturn = splitAtReturns(line, text, context);
  if (atReturn !== undefined) return [atReturn];
  const cells = splitRecord(text);
  const width = context.header.columns.length;
  const joint = cells[width - 1];
  if (joint === undefined || cells.length !== 2 * width - 1) return [];
  const known = new Set(cells.filter((cell) => cell !== joint).map(({ value }) => value.trim()));
  const choices: { readonly at: number; readonly isKnown: boolean }[] = [];
  for (let at = joint.start + 1; at < joint.end; at++) {
    const rows = [text.slice(0, at), text.slice(at)];
    if (rows.some((row) => splitRecord(row).length !== width || hasErrors(row, context))) continue;
    const isKnown =
      known.has(text.slice(joint.start, at).trim()) || known.has(text.slice(at, joint.end).trim());
    choices.push({ at, isKnown });
  }
  const sure = choices.filter(({ isKnown }) => isKnown);
  const best = sure.length > 0 ? sure : choices;
  return best.slice(0, mostChoices).map((choice) => ({
    title: `Begin a new line before column ${choice.at + 1}`,
    safe: best.length === 1,
    edits: [{ kind: 'replace', line, start: choice.at, end: choice.at, text: '\n' }],
  }));
}

const mostChoices = 3;

/** The fix where each of the rows ends in CR alone and is right. */
function splitAtReturns(line: number, text: string, context: FixContext): Fix | undefined {
  const width = context.header.columns.length;
  const rows = text.replace(/\r$/, '').split('\r');
  const areRows = rows.every((row) => splitRecord(row).length === width && !hasErrors(row, context));
  if (rows.length < 2 || !areRows) return undefined;
  const edit = { kind: 'replace', line, start: 0, end: text.length, text: rows.join('\n') } as const;
  return { title: 'End each row in LF', safe: true, edits: [edit] };
}
