// Tells where a value in quotation marks may go over several lines. Cognito does not support such values, but files of other systems have them.
import { readContinuation, readQuoted } from '../read/repair.ts';
import type { Lines } from './cellAt.ts';

/** A value over more lines than these is not recognized. */
const mostLines = 20;

/** Whether the line may begin or end inside such a value. Looks at a few lines around it only. */
export function isOverLines(lines: Lines, line: number): boolean {
  const above = oddLine(lines, line - 1, -1);
  const mayBeginInside = above !== undefined && isOpening(above);
  if (mayBeginInside) {
    const next = oddLine(lines, line, 1);
    if (next !== undefined && isClosing(next)) return true;
  }
  const text = lines.at(line);
  if (!hasOddQuotes(text) || !isOpening(text)) return false;
  const below = oddLine(lines, line + 1, 1);
  return below !== undefined && isClosing(below);
}

/** The nearest line with an odd number of quotation marks: a line with an even number ends in the state in which it began, inside or outside a value. */
function oddLine(lines: Lines, from: number, step: 1 | -1): string | undefined {
  for (let seen = 0, line = from; seen < mostLines && line > 0 && line < lines.count; seen++, line += step) {
    const text = lines.at(line);
    if (hasOddQuotes(text)) return text;
  }
  return undefined;
}

function hasOddQuotes(text: string): boolean {
  let isOdd = false;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) isOdd = !isOdd;
  return isOdd;
}

function isOpening(text: string): boolean {
  return readQuoted(text, 0, text.length).unclosed !== undefined;
}

function isClosing(text: string): boolean {
  return readContinuation(text) === 'end';
}
