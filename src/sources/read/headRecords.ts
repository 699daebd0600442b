// Reads the first records from the beginning of a file.
import { JSONParser } from '@streamparser/json';
import { readByteOrderMark } from '../../csv/read/byteOrderMark.ts';
import type { Json } from '../formats/format.ts';
import { childPath, collectPaths } from './paths.ts';
import type { Encoding } from './text.ts';

/** Records that lie at one place of the documents. */
export interface Place {
  /** As in the shape of JSON. */
  readonly at: readonly string[];
  readonly records: readonly Json[];
}

const mostRecords = 50;
const longestEmpty = 10_000;

/** By the byte order mark; without one by whether the bytes are UTF-8, as far as they go. */
export function encodingOf(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (readByteOrderMark(head) === 'utf-16') return head[0] === 0 ? 'utf-16be' : 'utf-16le';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'utf-8';
  } catch {
    // Of the encodings that programs write only this has any bytes.
    return 'windows-1252';
  }
}

/** The text of the beginning; a character that is cut off at its end is left out. */
export function decodeHead(head: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(head, { stream: true });
}

/** The objects of the first lines, if each line that is whole is one; undefined if they are something else. */
export function readLines(text: string, isWhole: boolean): readonly Json[] | undefined {
  const lines = text.split('\n');
  // The last line may be cut off.
  if (!isWhole) lines.pop();
  const objects: Json[] = [];
  let broken = 0;
  for (const line of lines.filter((one) => one.trim() !== '').slice(0, mostRecords)) {
    const value = parse(line);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) objects.push(value);
    else broken++;
  }
  // A broken line among good ones is refused when it is read; a document over several lines has hardly a line that is an object.
  return objects.length > broken ? objects : undefined;
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** The facts that the beginning of JSON documents shows. */
export interface Documents {
  /** The places of objects in lists, outermost first, and the documents themselves if they are complete. */
  readonly places: readonly Place[];
  /** The keys of the documents, as far as their values are whole. */
  readonly keys: ReadonlySet<string>;
}

/** Undefined if the text does not begin as JSON. */
export function readDocuments(text: string): Documents | undefined {
  const keys = new Set<string>();
  const places = new Map<string, { at: readonly string[]; records: Json[] }>();
  const parser = new JSONParser({ separator: '' });
  let values = 0;
  parser.onValue = ({ value, key, stack }) => {
    values++;
    if (stack.length === 1 && typeof key === 'string') keys.add(key);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const at = [...stack.slice(1).map((one) => one.key), key]
      .filter((part) => part !== undefined)
      .map((part) => (typeof part === 'number' ? '*' : part));
    // An object under a key is not a record, unless it is the document.
    if (at.length > 0 && at.at(-1) !== '*') return;
    const path = at.join('.');
    const place = places.get(path) ?? { at, records: [] };
    places.set(path, place);
    if (place.records.length < mostRecords) place.records.push(value);
  };
  try {
    parser.write(text);
  } catch {
    // The part before the error may be enough; reading the file reports the error.
    if (values === 0) return undefined;
  }
  return { places: [...places.values()].toSorted((a, b) => a.at.length - b.at.length), keys };
}

/** Whether the text is an empty list, or an object with nothing but empty lists, one of them of users: `{"users": []}`. */
export function isEmptyList(text: string): boolean {
  // Longer texts have something in them.
  const value = text.length > longestEmpty ? undefined : parse(text);
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value !== 'object' || value === null) return false;
  const lists = Object.entries(value).filter(([, part]) => typeof part === 'object' && part !== null);
  const areEmpty = lists.every(([, list]) => Array.isArray(list) && list.length === 0);
  return areEmpty && lists.some(([key]) => /^users$/i.test(key));
}

/** All paths of the records. */
export function pathsOf(records: readonly Json[]): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const record of records) collectPaths(record, paths);
  return paths;
}

/** The records of a CSV by the names of its columns: every name is a path, whether the first records have values or not. */
export function pathsOfHeader(header: readonly string[]): ReadonlySet<string> {
  return new Set(header.filter((name) => name !== '').flatMap((name) => [name, childPath('', name)]));
}
