// Reads a VSIX, which is a zip file (APPNOTE.TXT 4.3: end record, central directory, local headers).
import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

const endRecord = 0x06054b50;
const directoryEntry = 0x02014b50;
const stored = 0;

interface Entry {
  readonly name: string;
  readonly method: number;
  /** Bytes in the package. */
  readonly size: number;
  /** Where its local header begins. */
  readonly at: number;
}

/** The names of the files in a VSIX, sorted. Throws if it is not a zip file. */
export function contents(path: string): string[] {
  return entries(readFileSync(path), path)
    .map(({ name }) => name)
    .sort();
}

/** The content of a file in a VSIX. Throws if there is no such file. */
export function fileIn(path: string, name: string): Buffer {
  const zip = readFileSync(path);
  const entry = entries(zip, path).find((each) => each.name === name);
  if (entry === undefined) throw new Error(`${path} has no ${name}.`);
  const start = entry.at + 30 + zip.readUInt16LE(entry.at + 26) + zip.readUInt16LE(entry.at + 28);
  const data = zip.subarray(start, start + entry.size);
  return entry.method === stored ? data : inflateRawSync(data);
}

function entries(zip: Buffer, path: string): readonly Entry[] {
  let end = zip.length - 22;
  while (end >= 0 && zip.readUInt32LE(end) !== endRecord) end -= 1;
  if (end < 0) throw new Error(`${path} is no zip file.`);
  const found: Entry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== directoryEntry) throw new Error(`${path} has a broken directory.`);
    const nameLength = zip.readUInt16LE(at + 28);
    found.push({
      name: zip.toString('utf8', at + 46, at + 46 + nameLength),
      method: zip.readUInt16LE(at + 10),
      size: zip.readUInt32LE(at + 20),
      at: zip.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return found;
}
