// Figures of validating a CSV of the largest size.
import { benchCsv } from './csv.ts';
import { round, type Figure } from './figure.ts';

export async function csvFigures(): Promise<Figure[]> {
  const { bytes, rows, contenders } = await benchCsv();
  const { read, validate, papaparse } = contenders;
  const parse = contenders['csv-parse'];
  const file = `${round(bytes / 1e6, 0)} MB CSV, ${rows.toLocaleString('en-US')} rows`;
  return [
    {
      figure: `validate a ${file}`,
      value: validate.seconds,
      unit: 's',
      peer: { what: 'papaparse, parsing alone', value: papaparse.seconds },
      limit: `reading the file alone: ${round(read.seconds)} s`,
      goal: '≤ 2 s',
      met: validate.seconds <= 2,
      note: `csv-parse, parsing alone: ${round(parse.seconds)} s.`,
    },
    {
      figure: 'memory of that, the whole process at its peak',
      value: round(validate.peakBytes / 1e6),
      unit: 'MB',
      peer: { what: 'reading the file alone', value: round(read.peakBytes / 1e6) },
      limit: `an empty Node: ${round(read.peakBytes / 1e6, 0)} MB`,
      goal: '≤ 200 MB',
      met: validate.peakBytes <= 200e6,
    },
  ];
}
