// Turns the answers to the quick questions about a plain CSV into a plan's decisions.
import type { Draft } from '../../csv/convert/mapping.ts';
import { meaningOf, type Decisions, type Filling } from './decisions.ts';

/** The meaning of each column; columns that are left out keep their own names. */
export function draftColumns({ mapping }: Draft): readonly (readonly [path: string, meaning: string])[] {
  const meanings = new Map<string, string>();
  for (const { source, target } of mapping) {
    const path = source.trim();
    if (path === '') continue;
    // Of two columns of one name, one may be mapped.
    if (target !== undefined) meanings.set(path, meaningOf(target));
    else if (!meanings.has(path)) meanings.set(path, '');
  }
  return [...meanings];
}

/** Converts every row: leaves out no user and empties no value. */
export function draftDecisions({ mapping, fillings }: Draft): Decisions {
  const keyOf = (source: number): string => {
    const { target, source: name = '' } = mapping[source] ?? {};
    return target === undefined ? name.trim() : meaningOf(target);
  };
  const own = mapping.flatMap(({ target }, index): [string, Filling][] =>
    target === undefined ? [] : [[target, { kind: 'from', key: keyOf(index) }]],
  );
  const more = [...fillings].flatMap(([target, filling]): [string, Filling][] => {
    if (filling === undefined) return [];
    return [[target, filling.kind === 'copy' ? { kind: 'from', key: keyOf(filling.source) } : filling]];
  });
  return {
    fillings: Object.fromEntries([...own, ...more]),
    leftOut: [],
    dates: {},
    filters: { verifiedOnly: false, notBlocked: false },
    emptyBadValues: false,
  };
}
