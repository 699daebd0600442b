// A folder that a test file has to itself.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

/** Deleted with all that is in it when the test file ends. */
export function testFolder(name: string): string {
  const path = mkdtempSync(join(tmpdir(), `${name}-`));
  after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
