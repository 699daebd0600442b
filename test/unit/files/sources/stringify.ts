// Writes a record as RFC 4180 has it.

export function stringify(record: readonly string[], delimiter: string): string {
  return record
    .map((value) =>
      value.includes(delimiter) || /["\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value,
    )
    .join(delimiter);
}
