// Writes a record according to RFC 4180.

export function stringify(record: readonly string[], delimiter: string): string {
  return record
    .map((value) =>
      value.includes(delimiter) || /["\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value,
    )
    .join(delimiter);
}
