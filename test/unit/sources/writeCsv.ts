// Writes a CSV according to RFC 4180, with any delimiter and line end.
export function stringify(
  records: readonly (readonly string[])[],
  delimiter: string,
  lineEnd: string,
): string {
  const special = new RegExp(`["\\r\\n${delimiter === '|' ? '\\|' : delimiter}]`);
  const write = (value: string): string => (special.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return records.map((record) => `${record.map(write).join(delimiter)}${lineEnd}`).join('');
}
