// Converts a CSV with the proposed answer to every question.
import { beginDraft, type Draft } from '../../../../src/csv/convert/mapping.ts';
import type { ImportSchema } from '../../../../src/csv/schema.ts';
import type { DateChoice, DateEvidence } from '../../../../src/csv/values/dates.ts';
import { convertRows, type ConvertedRows } from '../../../../src/files/sources/convertRows.ts';
import { surveySource } from '../../../../src/files/sources/planSource.ts';
import { detect, type Source, type SourceInput } from '../../../../src/files/sources/source.ts';
import { draftColumns, draftDecisions } from '../../../../src/sources/plan/fromDraft.ts';
import type { CsvDialect } from '../../../../src/sources/read/csvDialect.ts';

export interface ConvertOptions {
  readonly headerLine?: number;
  readonly draft?: (draft: Draft) => Draft;
  readonly dates?: DateChoice;
  readonly delimiter?: string;
  readonly target?: string;
}

interface PlainSource {
  readonly input: SourceInput;
  readonly dialect: CsvDialect;
  readonly encoding: string;
  readonly draft: Draft;
}

export function plainSource(
  source: Source,
  schema: ImportSchema,
  { headerLine, draft: change = (draft) => draft, delimiter }: ConvertOptions = {},
): PlainSource {
  const candidate = detect({ ...source, ...(headerLine === undefined ? {} : { headerLine }) }).at(-1);
  if (candidate?.shape.kind !== 'csv' || !candidate.dialect) throw new Error('This is not a CSV.');
  const shape = { ...candidate.shape, ...(delimiter === undefined ? {} : { delimiter }) };
  const draft = change(beginDraft(shape.header, schema));
  const choice = { format: 'generic', shape };
  const input = { source, choice, columns: draftColumns(draft), now: 0 };
  return { input, dialect: candidate.dialect, encoding: shape.encoding, draft };
}

export async function convertSource(
  source: Source,
  schema: ImportSchema,
  options: ConvertOptions = {},
): Promise<ConvertedRows & { readonly dialect: CsvDialect; readonly lines: readonly string[] }> {
  const { input, dialect, draft } = plainSource(source, schema, options);
  const decisions = { ...draftDecisions(draft), dates: options.dates ?? {} };
  const target = options.target === undefined ? {} : { target: options.target };
  const converted = await convertRows({ ...input, schema, decisions, ...target });
  return { ...converted, dialect, lines: (converted.text ?? '').trimEnd().split('\n') };
}

export function surveyText(text: string, schema: ImportSchema): Promise<DateEvidence> {
  const { input } = plainSource({ text }, schema);
  return surveySource({ ...input, key: 'birthdate' });
}
