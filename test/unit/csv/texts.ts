// Fixes a text as the extension fixes a file: line by line, keeping line ends.
import { FileFixer } from '../../../src/csv/fixFile.ts';
import type { RuleId } from '../../../src/csv/rules.ts';
import type { ImportSchema } from '../../../src/csv/schema.ts';

export function fixText(text: string, schema: ImportSchema, only?: RuleId): string {
  const fixer = new FileFixer(schema, only);
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  return lines
    .map((line) => {
      const ending = /\r?\n$/.exec(line)?.[0] ?? '';
      const fixed = fixer.fixLine(line.slice(0, line.length - ending.length));
      return fixed === undefined ? '' : fixed + ending;
    })
    .join('');
}
