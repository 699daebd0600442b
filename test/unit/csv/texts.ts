// Fixes a text as the extension fixes a file: line by line in two passes, keeping line ends.
import { FileFixer, FileSurveyor, type FixOptions } from '../../../src/csv/fix/fixFile.ts';
import type { ImportSchema } from '../../../src/csv/schema.ts';

export function fixText(text: string, schema: ImportSchema, options: FixOptions = {}): string {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const split = lines.map((line) => {
    const ending = /\r?\n$/.exec(line)?.[0] ?? '';
    return { ending, content: line.slice(0, line.length - ending.length) };
  });
  const surveyor = new FileSurveyor(schema, options);
  for (const { content } of split) surveyor.take(content);
  const fixer = new FileFixer(schema, surveyor.end(), options);
  return split
    .map(({ content, ending }) => {
      const fixed = fixer.fixLine(content);
      return fixed === undefined ? '' : fixed + ending;
    })
    .join('');
}
