// Paths into objects, such as `profile.firstName` and `credentials[0].type`, and the values at them.
import { isObject, type Json } from '../formats/format.ts';

/** Deeper values, and the elements of longer lists, stay together as JSON: they would be columns without number. */
const deepest = 8;
const longestList = 20;

export function childPath(path: string, key: string): string {
  const isPlain = /^[\p{L}\p{N}_$@:-]+$/u.test(key);
  if (!isPlain) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

export function elementPath(path: string, index: number): string {
  return `${path}[${index}]`;
}

/** Whether the value has parts with paths of their own. */
export function hasParts(value: Json, depth: number): boolean {
  if (typeof value !== 'object' || value === null || depth >= deepest) return false;
  return !Array.isArray(value) || value.length <= longestList;
}

/** All paths of a record with a value, including paths of objects and lists. */
export function collectPaths(value: Json, found: Set<string>, path = '', depth = 0): void {
  if (path !== '') found.add(path);
  if (!hasParts(value, depth)) return;
  if (Array.isArray(value)) {
    (value as readonly Json[]).forEach((element, index) =>
      collectPaths(element, found, elementPath(path, index), depth + 1),
    );
  } else if (isObject(value)) {
    for (const [key, child] of Object.entries(value))
      collectPaths(child, found, childPath(path, key), depth + 1);
  }
}
