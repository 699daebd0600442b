// Reads the table of contents of a VSIX, which is a zip file (APPNOTE.TXT 4.3: end record, then central directory).
import { readFileSync } from 'node:fs';

const endRecord = 0x06054b50;
const directoryEntry = 0x02014b50;

/** The names of the files in it, sorted. Throws for what is not a zip file. */
export function contents(path: string): string[] {
  const zip = readFileSync(path);
  let end = zip.length - 22;
  while (end >= 0 && zip.readUInt32LE(end) !== endRecord) end -= 1;
  if (end < 0) throw new Error(`${path} is no zip file.`);
  const names: string[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== directoryEntry) throw new Error(`${path} has a broken directory.`);
    const nameLength = zip.readUInt16LE(at + 28);
    names.push(zip.toString('utf8', at + 46, at + 46 + nameLength));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return names.sort();
}
