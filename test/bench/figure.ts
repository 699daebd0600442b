// The bench's results: each figure with its peer, its limit, its goal, and whether the goal is met.

export interface Figure {
  readonly figure: string;
  readonly value: number;
  readonly unit: '×' | 'ms' | 's' | 'calls' | 'calls/min' | 'rows' | 'kB' | 'MB' | 'events';
  /** What it is compared with, measured in the same run. */
  readonly peer?: { readonly what: string; readonly value: number };
  /** The best possible value, given by physics, the quota or the peer. */
  readonly limit: string;
  readonly goal: string;
  readonly met: boolean;
  /** The measured reason why the goal is not met, or how the figure was measured. */
  readonly note?: string;
}

/** `value` as a multiple of the peer's. */
export function ratioOf({ value, peer }: Figure): number | undefined {
  return peer === undefined || peer.value === 0 ? undefined : round(value / peer.value);
}

export function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** @param part in [0, 1]. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN;
}

/** The table, and below it the notes, numbered like their lines. */
export function table(figures: readonly Figure[]): string {
  const header = ['', 'figure', 'measured', 'beside', 'ratio', 'limit', 'goal', 'met'];
  const lines = figures.map((figure, index) => [
    String(index + 1),
    figure.figure,
    `${number(figure.value)} ${figure.unit}`,
    figure.peer === undefined ? '–' : `${figure.peer.what} ${number(figure.peer.value)} ${figure.unit}`,
    number(ratioOf(figure)),
    figure.limit,
    figure.goal,
    figure.met ? 'yes' : 'NO',
  ]);
  const widths = header.map((_, column) =>
    Math.max(...[header, ...lines].map((line) => line[column]?.length ?? 0)),
  );
  const row = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  const notes = figures.flatMap(({ note }, index) => (note === undefined ? [] : [`${index + 1}. ${note}`]));
  return [row(header), rule, ...lines.map(row), '', ...notes].join('\n');
}

function number(value: number | undefined): string {
  return value === undefined ? '–' : round(value).toLocaleString('en-US', { maximumFractionDigits: 2 });
}
