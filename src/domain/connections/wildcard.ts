// Patterns as users write them in settings.

/** Whether `name` is what the pattern says: `*` stands for any text, letter case does not matter. */
export function wildcardMatch(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'is').test(name);
}
