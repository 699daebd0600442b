// Names of files beside existing ones.
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterFileOf } from '../../csv/afterFile.ts';

/** The file kept aside for an import CSV, if it lies beside the CSV under its default name. */
export function keptAside(csvPath: string): string | undefined {
  const path = join(dirname(csvPath), afterFileOf(basename(csvPath)));
  return existsSync(path) ? path : undefined;
}

/** `users.csv` becomes `users-fixed.csv`; if that name is taken, `users-fixed-2.csv` and so on. */
export async function freeName(
  name: string,
  suffix: string,
  isTaken: (name: string) => Promise<boolean>,
): Promise<string> {
  const dot = name.lastIndexOf('.');
  const stem = dot > 0 ? name.slice(0, dot) : name;
  for (let number = 1; ; number++) {
    const candidate = `${stem}-${suffix}${number === 1 ? '' : `-${number}`}.csv`;
    if (!(await isTaken(candidate))) return candidate;
  }
}
