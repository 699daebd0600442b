// Names of files that are made beside others.

/** `users.csv` becomes `users-fixed.csv`, then `users-fixed-2.csv` and on, as far as names are taken. */
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
