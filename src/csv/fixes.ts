// Quick fixes: what to change, as plain edits, for one finding at a time.
import { suggestColumn } from './columns.ts';
import { escapeValue, splitRecord, unescapeValue } from './dialect.ts';
import type { Edit, Fix, FixContext } from './edit.ts';
import type { Place } from './finding.ts';
import { fixColumnCount } from './fixCount.ts';
import { fixDate } from './fixDate.ts';
import { fixValue } from './fixValue.ts';
import type { RuleId } from './rules.ts';

/** Fixes for one finding, the best first; `lineText` is the line it is on. */
export function fixesFor(place: Place, lineText: string, context: FixContext): readonly Fix[] {
  const { rule, line, start, end } = place;
  const raw = lineText.slice(start, end);
  const replace = (title: string, text: string, safe: boolean): Fix[] =>
    text === raw ? [] : [{ title, safe, edits: [{ kind: 'replace', line, start, end, text }] }];
  switch (rule) {
    case 'byte-order-mark':
      return [{ title: 'Remove the byte order mark', safe: true, edits: [{ kind: 'removeByteOrderMark' }] }];
    case 'blank-line':
      return [{ title: 'Remove the empty line', safe: true, edits: [{ kind: 'deleteLine', line }] }];
    case 'duplicate-username':
      // Whether the rows are equal in every cell, a line alone does not show: see FileFixer.
      return [{ title: 'Remove this row', safe: false, edits: [{ kind: 'deleteLine', line }] }];
    case 'birthdate-format':
    case 'birthdate-impossible':
    case 'birthdate-order':
      return fixDate(place, lineText, context);
    case 'quoted-header':
    case 'quoted-value':
      return replace('Remove the quotation marks', writeCell(unquote(raw)), true);
    case 'unescaped-hash-comma':
      return replace('Write the commas as “\\,”', writeCell(unescapeValue(raw)), true);
    case 'white-space':
      return replace('Remove the white space', trim(raw), true);
    case 'column-count':
      return fixColumnCount(place, lineText, context);
    case 'unknown-column':
    case 'not-importable-column':
    case 'duplicate-column':
      return fixColumn(place, lineText, context);
    case 'missing-column':
      return addColumns(context.header.missing);
    case 'username-missing':
    case 'verified-email-missing':
    case 'verified-phone-missing':
    case 'no-verified-attribute':
      return fixFromOthers(place, lineText, context);
    default: {
      const fixed = fixValue(rule, unescapeValue(raw));
      return fixed === undefined
        ? []
        : replace(titleOf(rule, fixed.value), escapeValue(fixed.value), fixed.safe);
    }
  }
}

function titleOf(rule: RuleId, value: string): string {
  return rule === 'mfa-mismatch' ? 'Leave it to the user pool' : `Change to “${value}”`;
}

/** A value on its way into a cell: a backslash at its end would escape the separator. */
function writeCell(value: string): string {
  const escaped = escapeValue(value);
  return escaped.endsWith('\\') ? `${escaped} ` : escaped;
}

function unquote(raw: string): string {
  return unescapeValue(raw.slice(1, -1).replaceAll('""', '"')).trim();
}

/** As the service trims, but for a space that keeps a backslash off the separator. */
function trim(raw: string): string {
  const text = raw.replaceAll(/^[\0- ]+|[\0- ]+$/g, '');
  return text.endsWith('\\') ? `${text} ` : text;
}

function fixColumn(
  { rule, line, start, end }: Place,
  lineText: string,
  { header, schema }: FixContext,
): Fix[] {
  const cells = splitRecord(lineText);
  const index = cells.findIndex((cell) => cell.start === start);
  const cell = cells[index];
  if (cell === undefined) return [];
  const name = cell.value.trim();
  const meant = header.columns[index];
  const fixes: Fix[] = [];
  if (rule === 'unknown-column') {
    const sure = meant?.kind !== 'unknown' ? meant?.name : undefined;
    const text = sure ?? suggestColumn(name, header.missing)?.column;
    if (text !== undefined && schema.csvHeader.includes(text)) {
      const edits: Edit[] = [{ kind: 'replace', line, start, end, text }];
      fixes.push({ title: `Rename to “${text}”`, safe: sure !== undefined, edits });
    }
  }
  fixes.push({ title: `Remove the column “${name}”`, safe: false, edits: [{ kind: 'deleteColumn', index }] });
  return fixes;
}

function addColumns(names: readonly string[]): Fix[] {
  const added = names.filter((name) => name !== 'password_hash');
  if (added.length === 0) return [];
  return [
    {
      title: 'Add the missing columns, empty',
      safe: false,
      edits: [{ kind: 'appendColumns', names: added }],
    },
  ];
}

/** Fixes that take a value from another cell of the row or change that other cell. */
function fixFromOthers(
  { rule, line, start, end }: Place,
  lineText: string,
  { header, schema }: FixContext,
): Fix[] {
  const cells = splitRecord(lineText);
  const cellOf = (name: string) => cells[header.columns.findIndex((column) => column.name === name)];
  const set = (title: string, at: { start: number; end: number }, text: string): Fix => ({
    title,
    safe: false,
    edits: [{ kind: 'replace', line, start: at.start, end: at.end, text }],
  });
  if (rule === 'username-missing') {
    const email = cellOf('email')?.value.trim() ?? '';
    return email === '' ? [] : [set('Use the email address as username', { start, end }, escapeValue(email))];
  }
  if (rule === 'no-verified-attribute') {
    return schema.autoVerified.flatMap((contact) => {
      const flag = cellOf(`${contact}_verified`);
      const known = (cellOf(contact)?.value.trim() ?? '') !== '';
      return flag !== undefined && known ? [set(`Set ${contact}_verified to true`, flag, 'true')] : [];
    });
  }
  const flagName = rule === 'verified-email-missing' ? 'email_verified' : 'phone_number_verified';
  const flag = cellOf(flagName);
  return flag === undefined ? [] : [set(`Set ${flagName} to false`, flag, 'false')];
}
