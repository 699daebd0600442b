// The plan's page as Markdown, for anyone who has to approve the plan. Pure.
import type { PlanLine, PlanSnapshot } from '../../../protocol/plan.ts';

export function planMarkdown(snapshot: PlanSnapshot): string {
  const { locale } = snapshot;
  const number = (value: number): string => value.toLocaleString(locale);
  const list = (title: string, lines: readonly PlanLine[]): string[] =>
    lines.length === 0
      ? []
      : [
          `## ${title}`,
          table(
            ['What', 'Users', ''],
            lines.map(({ text, count, note = '' }) => [text, number(count), note]),
          ),
        ];
  const decided = [
    ...snapshot.questions.map(({ label, value, choices }) => [label, labelOf(choices, value)]),
    ...snapshot.gaps.map(({ target, value, choices }) => [
      `What fills “${target}”?`,
      labelOf(choices, value),
    ]),
    ...snapshot.filters.map(({ label, on }) => [label, on ? 'yes' : 'no']),
  ];
  return [
    `# ${escape(snapshot.title)}`,
    snapshot.place.map(({ label, value }) => `${label}: ${escape(value)}`).join(' · '),
    table(
      ['', 'Users', ''],
      snapshot.figures.map(({ label, count, note }) => [label, number(count), note]),
    ),
    ...snapshot.warnings.map((text) => `> ${escape(text)}`),
    ...list('Keep their password', snapshot.keeps),
    ...list('Must set a new password', snapshot.resets),
    ...list('Will not be imported', snapshot.losses),
    ...list('Imported without a value that Cognito does not take', snapshot.emptied),
    '## Decided',
    table(['', ''], decided),
    '## Columns',
    table(
      ['In the file', 'Users', 'In the user pool'],
      snapshot.columns.map(({ from, users, to, note }) => [
        from,
        number(users),
        [
          ...(to === undefined ? [] : [labelOf(snapshot.targets, to)]),
          ...(note === undefined ? [] : [note]),
        ].join('. '),
      ]),
    ),
    ...list('Files', snapshot.files),
    ...(snapshot.filesNote === undefined ? [] : [escape(snapshot.filesNote)]),
    ...(snapshot.aside === undefined ? [] : [escape(snapshot.aside)]),
  ]
    .map((block) => `${block}\n`)
    .join('\n');
}

function labelOf(
  choices: readonly { readonly value: string; readonly label: string }[],
  value: string,
): string {
  return choices.find((choice) => choice.value === value)?.label ?? value;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escape).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Column names come from the file: they must not become markup, links or other cells. */
function escape(text: string): string {
  return text === '---' ? text : text.replaceAll(/[\\`*_[\]<>|#]/g, '\\$&').replaceAll(/\s+/g, ' ');
}
