// Picks dates of a file to show as examples in a question.

/** The values of a column in the first records of a file. */
export function columnSamples(
  {
    header,
    samples,
  }: { readonly header: readonly string[]; readonly samples: readonly (readonly string[])[] },
  name: string,
): readonly string[] {
  const index = header.indexOf(name);
  return samples.map((record) => record[index] ?? '');
}

/** At most three different dates in which the order of day and month shows or the century is missing. */
export function dateExamples(values: readonly string[]): readonly string[] {
  const dates = values.map((value) => value.replaceAll('"', '').trim());
  return [...new Set(dates.filter((date) => /^\d{1,2}[/-]\d{1,2}[/-]\d{2,4}$/.test(date)))].slice(0, 3);
}
