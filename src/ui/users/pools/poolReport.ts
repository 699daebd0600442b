// The comparison of two user pools as Markdown: what a move would lose comes first, each difference with its remedy.
import type { Connection } from '../../../domain/connections/connection.ts';
import type { PoolRef } from '../../../domain/jobs/userPool.ts';
import {
  effectOf,
  poolDifferences,
  type DescribedPool,
  type Difference,
} from '../../../domain/users/poolDifferences.ts';
import {
  addAttributesCommands,
  attributesPerPool,
  createGroupCommand,
} from '../../../domain/users/poolFixes.ts';
import { cell, rowsTable } from '../report/reportText.ts';
import { codeBlock } from './markdown.ts';
import { differenceWords, effectWords, poolWords as words } from './poolWords.ts';

export interface ComparedPool extends DescribedPool {
  readonly ref: PoolRef;
  readonly name: string;
  readonly connection: Connection;
  /** `work · us-east-1 · 111122223333`. */
  readonly place: string;
  readonly accountId: string | undefined;
}

export function poolReport(from: ComparedPool, to: ComparedPool, locale: string): string {
  const differences = poolDifferences(from, to);
  const lines = [
    `# ${words.heading(cell(from.name), cell(to.name))}`,
    '',
    ...poolTable(from, to, locale),
    '',
    ...(differences.length === 0 ? [words.nothing, ''] : sections(differences)),
    ...commands(from, to, differences),
    `## ${words.anyCase}`,
    '',
    ...words.anyCaseList.map((text) => `- ${text}`),
    '',
    `## ${words.next}`,
    '',
    words.nextList(cell(from.name), cell(to.name)),
  ];
  return `${lines.join('\n')}\n`;
}

function poolTable(from: ComparedPool, to: ComparedPool, locale: string): readonly string[] {
  const rows: readonly (readonly [string, (pool: ComparedPool) => string])[] = [
    [words.rows.pool, ({ name, ref }) => `${name} (${ref.userPoolId})`],
    [words.rows.place, ({ place }) => place],
    [
      words.rows.users,
      ({ description }) => description.EstimatedNumberOfUsers?.toLocaleString(locale) ?? words.unknown,
    ],
    [words.rows.tier, ({ description }) => description.UserPoolTier ?? words.unknown],
    [words.rows.groups, ({ groups }) => groups.length.toLocaleString(locale)],
  ];
  return rowsTable(
    ['', words.from, words.to],
    rows.map(([title, of]) => [title, of(from), of(to)]),
  );
}

function sections(differences: readonly Difference[]): readonly string[] {
  return (['stops', 'loses', 'changes'] as const).flatMap((effect) => {
    const some = differences.filter((each) => effectOf(each) === effect).map(differenceWords);
    if (some.length === 0) return [];
    return [`## ${effectWords[effect]}`, '', ...some.map(({ text, fix }) => `- **${text}** ${fix}`), ''];
  });
}

function commands(
  from: ComparedPool,
  to: ComparedPool,
  differences: readonly Difference[],
): readonly string[] {
  const missing = differences.flatMap((each) => (each.id === 'attributeMissing' ? [each.attribute] : []));
  const groups = differences.flatMap((each) => (each.id === 'groupMissing' ? [each.group] : []));
  const isSameAccount = from.accountId !== undefined && from.accountId === to.accountId;
  const all = [
    ...addAttributesCommands(to.connection, to.ref, missing),
    ...groups.map((group) => createGroupCommand(to.connection, to.ref, group, isSameAccount)),
  ];
  if (all.length === 0) return [];
  const own = (to.description.SchemaAttributes ?? []).filter(({ Name = '' }) =>
    Name.includes('custom:'),
  ).length;
  const number = own + missing.length;
  return [
    `## ${words.commands}`,
    '',
    number > attributesPerPool ? words.tooMany(number) : words.commandsNote,
    '',
    ...codeBlock('sh', all),
    '',
  ];
}
