// Detects from a file's content which system it is from and how it is written. The user answers what is not certain.
import { formats } from '../formats/formats.ts';
import { generic } from '../formats/generic.ts';
import type { Format, Json } from '../formats/format.ts';
import { findDialect, peekedCharacters, type CsvDialect } from './csvDialect.ts';
import {
  decodeHead,
  encodingOf,
  isEmptyList,
  pathsOf,
  pathsOfHeader,
  readDocuments,
  readLines,
} from './headRecords.ts';
import { Shaper, type SourceColumn } from './shaper.ts';
import type { SourceFormatChoice, SourceShape } from './readUsers.ts';
import type { Encoding } from './text.ts';

/** The bytes that detection reads first; more are needed if users come late, as in a Keycloak realm with many roles. */
export const headBytes = 1 << 20;

export interface Candidate extends SourceFormatChoice {
  /** The format's name, for a person. */
  readonly name: string;
  /** Whether this candidate is certain. At most one is; if none is, the user chooses. */
  readonly sure: boolean;
  /** The columns of the first records, and the target of each. */
  readonly columns: readonly SourceColumn[];
  /** How a CSV is written, with its first records. */
  readonly dialect?: CsvDialect;
}

export interface DetectOptions {
  /** Whether `head` is the whole file. */
  readonly isWhole?: boolean;
  /** Facts from a scan of the whole file; without them the beginning decides. */
  readonly encoding?: Encoding;
  /** The line of a CSV's header, if the user has chosen it. */
  readonly headerLine?: number;
}

/**
 * The formats that the file may be of, the likeliest first; the last is always one for other files. Empty only for a file without users:
 * an empty one, or an empty list.
 * @param head the first bytes, headBytes or all.
 */
export function detectSource(head: Uint8Array, options: DetectOptions = {}): readonly Candidate[] {
  const encoding = options.encoding ?? encodingOf(head);
  const text = decodeHead(head, encoding);
  const start = text.trimStart();
  if (start === '') return [];
  if (start.startsWith('{')) {
    const lines = readLines(text, options.isWhole ?? head.length < headBytes);
    // One line may be a document with a list as well.
    if (lines !== undefined && lines.length > 1 && !isPaged(lines))
      return rank([{ shape: { kind: 'ndjson', encoding }, records: lines }]);
  }
  if (start.startsWith('{') || start.startsWith('[')) {
    if (isEmptyList(start)) return [];
    const candidates = detectDocuments(text, encoding);
    if (candidates.length > 0) return candidates;
  }
  return detectCsv(text, encoding, options.headerLine);
}

/** Whether each line holds a list of users, and is none itself. */
function isPaged(lines: readonly Json[]): boolean {
  const places = readDocuments(JSON.stringify(lines[0]))?.places ?? [];
  const lists = places.filter(({ at }) => at.length === 2);
  return lists.some(({ at, records }) => matches('json', records, at).some(({ sure }) => sure));
}

function detectDocuments(text: string, encoding: Encoding): readonly Candidate[] {
  const { places = [], keys = new Set() } = readDocuments(text) ?? {};
  const sight = (at: readonly string[], records: readonly Json[]): Sight => ({
    shape: { kind: 'json', encoding, at },
    records,
  });
  const late = formats.flatMap((format) => {
    const { document } = format;
    if (!document?.keys.every((key) => keys.has(key))) return [];
    const isSeen = places.some(({ at }) => at.join('.') === document.at.join('.'));
    return isSeen ? [] : candidate(format, sight(document.at, []), true);
  });
  return rank(
    places.map(({ at, records }) => sight(at, records)),
    late,
  );
}

interface Sight {
  readonly shape: SourceShape;
  readonly records: readonly Json[];
}

interface Match {
  readonly format: Format;
  readonly sure: boolean;
  /** How many paths decided. */
  readonly weight: number;
}

function matches(
  kind: SourceShape['kind'],
  records: readonly Json[],
  at: readonly string[],
): readonly Match[] {
  // Lists inside of a user's own list belong to the user.
  return at.filter((part) => part === '*').length > 2 ? [] : matchPaths(kind, pathsOf(records));
}

function matchPaths(kind: SourceShape['kind'], paths: ReadonlySet<string>): readonly Match[] {
  const weigh = (sets: Format['sure'] = []): number =>
    Math.max(0, ...sets.filter((set) => set.every((path) => paths.has(path))).map((set) => set.length));
  return formats
    .filter(({ shapes }) => shapes.includes(kind))
    .flatMap((format) => {
      const sure = weigh(format.sure);
      const weight = sure > 0 ? sure : weigh(format.maybe);
      return weight === 0 ? [] : [{ format, sure: sure > 0, weight }];
    })
    .toSorted((a, b) => Number(b.sure) - Number(a.sure) || b.weight - a.weight);
}

/**
 * One candidate per format, at the place where it fits best, and one for other files.
 * @param known candidates found by other evidence than the records.
 */
function rank(sights: readonly Sight[], known: readonly Candidate[] = []): readonly Candidate[] {
  const found = sights.flatMap((sight) => {
    const at = sight.shape.kind === 'json' ? sight.shape.at : [];
    return matches(sight.shape.kind, sight.records, at).map((match) => ({ ...match, sight }));
  });
  const best = found
    .toSorted((a, b) => Number(b.sure) - Number(a.sure) || b.weight - a.weight)
    .filter(({ format }, index, all) => all.findIndex((one) => one.format === format) === index);
  const others = sights
    .toSorted((a, b) => Number(b.records.length > 1) - Number(a.records.length > 1))
    .map((sight) => candidate(generic, sight, false));
  return conclude(
    [...known, ...best.map(({ format, sure, sight }) => candidate(format, sight, sure))],
    [...others.toSorted((a, b) => meanings(b) - meanings(a)).slice(0, 1)],
  );
}

/** The number of attributes that a candidate finds: of several lists, the list of users has the most. */
function meanings({ columns }: Candidate): number {
  return new Set(columns.flatMap(({ meaning }) => meaning ?? [])).size;
}

/** Sure is only one that is so alone. */
function conclude(best: readonly Candidate[], other: readonly Candidate[]): readonly Candidate[] {
  const isAlone = best.filter(({ sure }) => sure).length === 1;
  return [
    ...best.map((one) => ({ ...one, sure: one.sure && isAlone })),
    ...other.map((one) => ({ ...one, sure: best.length === 0 })),
  ];
}

function candidate(format: Format, { shape, records }: Sight, sure: boolean): Candidate {
  const shaper = new Shaper(format, 0);
  for (const record of records) shaper.object(record, 0);
  return { format: format.id, name: format.name, shape, sure, columns: shaper.columns };
}

function detectCsv(text: string, encoding: Encoding, headerLine: number | undefined): readonly Candidate[] {
  const peeked = text.slice(0, peekedCharacters);
  const dialect = findDialect(peeked, headerLine);
  const { delimiter, endsInReturns } = dialect;
  const written = { kind: 'csv', encoding, delimiter, endsInReturns } as const;
  const headless =
    headerLine === undefined
      ? formats.find(({ headless: form }) => form?.fits(dialect.header) ?? false)
      : undefined;
  const shape: SourceShape = { ...written, headerLine: dialect.headerLine, header: dialect.header };
  const other = csvCandidate(generic, shape, dialect, false);
  if (headless?.headless !== undefined) {
    const { columns: header } = headless.headless;
    const linesBefore = dialect.headerLine - 1;
    const noHeader: SourceShape = { ...written, headerLine: 0, linesBefore, header };
    const first = { ...dialect, samples: [dialect.header, ...dialect.samples] };
    return conclude([csvCandidate(headless, noHeader, first, true)], [other]);
  }
  const best = matchPaths('csv', pathsOfHeader(dialect.header)).map(({ format, sure }) =>
    csvCandidate(format, shape, dialect, sure),
  );
  return conclude(best, [other]);
}

function csvCandidate(
  format: Format,
  shape: Extract<SourceShape, { kind: 'csv' }>,
  dialect: CsvDialect,
  sure: boolean,
): Candidate {
  const shaper = new Shaper(format, 0);
  shaper.header(shape.header);
  for (const record of dialect.samples) shaper.row(record, 0);
  return {
    format: format.id,
    name: format.name,
    shape,
    sure,
    columns: shaper.columns,
    dialect,
  };
}
