// Figures of validating and rehearsing a CSV of the largest size.
import { benchCsv } from './csv.ts';
import { round, type Figure } from './figure.ts';

export async function csvFigures(): Promise<Figure[]> {
  const { bytes, rows, contenders } = await benchCsv();
  const { read, validate, papaparse, rehearse } = contenders;
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
      figure: 'validating beside plain parsing, the same file',
      value: round(validate.seconds / papaparse.seconds),
      unit: '×',
      peer: { what: 'papaparse, parsing alone', value: 1 },
      limit: `processor time: ${round(validate.cpuSeconds)} s and ${round(papaparse.cpuSeconds)} s`,
      goal: '≤ 1.2 ×',
      met: validate.seconds <= 1.2 * papaparse.seconds,
    },
    {
      figure: 'memory of validating it, the whole process at its peak',
      value: round(validate.peakBytes / 1e6),
      unit: 'MB',
      peer: { what: 'reading the file alone', value: round(read.peakBytes / 1e6) },
      limit: `an empty Node: ${round(read.peakBytes / 1e6, 0)} MB`,
      goal: '≤ 200 MB',
      met: validate.peakBytes <= 200e6,
    },
    {
      figure: 'rehearse it, from the file to the last line of the log',
      value: rehearse.seconds,
      unit: 's',
      peer: { what: 'validating it', value: validate.seconds },
      limit: 'a job at the service: over 4 h',
      goal: '≤ 60 s',
      met: rehearse.seconds <= 60,
    },
    {
      figure: 'memory of rehearsing it, the whole process at its peak',
      value: round(rehearse.peakBytes / 1e6),
      unit: 'MB',
      peer: { what: 'reading the file alone', value: round(read.peakBytes / 1e6) },
      limit: 'the file itself, twice while it arrives',
      goal: '≤ 700 MB',
      met: rehearse.peakBytes <= 700e6,
    },
  ];
}
