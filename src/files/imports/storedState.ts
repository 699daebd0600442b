// Reads stored imports through guards: a record of another version, or a damaged one, is refused as a whole.
import type { Connection } from '../../domain/connections/connection.ts';
import type { CsvFile, FileCut, ImportPart, ImportState, PartResult } from '../../domain/imports/import.ts';

/** Undefined if the text is not a stored import. */
export function parseState(text: string): ImportState | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isState(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

type Members = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

function isState(value: unknown): value is ImportState {
  return (
    isObject(value) &&
    has<ImportState>(value, {
      id: isText,
      path: optional(isText),
      jobName: isText,
      connection: isConnection,
      userPoolId: isText,
      poolName: isText,
      cloudWatchLogsRoleArn: isText,
      passwordHashingAlgorithm: optional(isText),
      start: isBoolean,
      queued: isBoolean,
      parts: (parts) => Array.isArray(parts) && parts.length > 0 && parts.every(isPart),
      trial: (trial) => trial === undefined || trial === 'undecided' || trial === 'accepted',
      status: (status) => status === 'running' || status === 'paused' || status === 'finished',
      savedAt: isNumber,
    })
  );
}

/** Also guards the records of version 1, which have the same connections, files and cuts. */
function isPart(value: unknown): value is ImportPart {
  return (
    isObject(value) &&
    has<ImportPart>(value, {
      source: optional(isCsv),
      cut: optional(isCut),
      rows: isNumber,
      csv: optional(isCsv),
      passwordHashingAlgorithm: optional(isText),
      stage: isStage,
      begunAt: optional(isNumber),
      sameNamed: optional((ids) => Array.isArray(ids) && ids.every(isText)),
      jobId: optional(isText),
      result: optional(isResult),
    }) &&
    // A created part has a job.
    (value['stage'] === 'creating' || value['jobId'] !== undefined)
  );
}

export function isCsv(value: unknown): value is CsvFile {
  return (
    isObject(value) && has<CsvFile>(value, { path: isText, bytes: isNumber, rows: isNumber, sha256: isText })
  );
}

export function isConnection(value: unknown): value is Connection {
  if (!isObject(value) || !isText(value['id']) || !isText(value['region'])) return false;
  if (value['kind'] === 'profile') return isText(value['profile']);
  return value['kind'] === 'environment' || value['kind'] === 'sandbox';
}

export function isCut(value: unknown): value is FileCut {
  const range = { start: isNumber, end: isNumber };
  const isRange: Check = (header) => isObject(header) && has<FileCut['header']>(header, range);
  return isObject(value) && has<FileCut>(value, { ...range, header: isRange, firstLine: isNumber });
}

export function isResult(value: unknown): value is PartResult {
  return (
    isObject(value) &&
    has<PartResult>(value, {
      status: isText,
      importedUsers: isNumber,
      skippedUsers: isNumber,
      failedUsers: isNumber,
      completionMessage: optional(isText),
    })
  );
}

export function isStage(value: unknown): value is ImportPart['stage'] {
  return value === 'creating' || value === 'created' || value === 'uploaded' || value === 'started';
}

export function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const isText = (value: unknown): value is string => typeof value === 'string';
export const isNumber = (value: unknown): value is number => Number.isFinite(value);
export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';

export function optional(check: Check): Check {
  return (value) => value === undefined || check(value);
}

export function has<T>(value: Members, checks: Readonly<Record<keyof T & string, Check>>): boolean {
  return Object.entries<Check>(checks).every(([key, check]) => check(value[key]));
}
