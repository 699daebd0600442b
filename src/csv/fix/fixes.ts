// Quick fixes: what to change, as plain edits, for one finding at a time.
import { suggestColumn } from '../convert/columns.ts';
import { escapeValue, readSeparatorLine, splitRecord, unescapeValue } from '../read/dialect.ts';
import type { Edit, Fix, FixContext } from './edit.ts';
import type { Place } from '../validate/finding.ts';
import { fixColumnCount } from './fixCount.ts';
import { fixDate } from './fixDate.ts';
import { fixGlued } from './fixGlued.ts';
import { fixValue } from './fixValue.ts';
import type { Column } from '../validate/header.ts';
import { isNothingSurely, isNothingWord } from '../values/nothingWords.ts';
import { cleanValue } from '../values/oddities.ts';
import type { RuleId } from '../validate/rules.ts';

/** Fixes for one finding, the best first; `lineText` is the line it is on. */
export function fixesFor(place: Place, lineText: string, context: FixContext): readonly Fix[] {
  const { rule, line, start, end } = place;
  const raw = lineText.slice(start, end);
  const replace = (title: string, text: string, safe: boolean): Fix[] =>
    text === raw ? [] : [{ title, safe, edits: [{ kind: 'replace', line, start, end, text }] }];
  const whole = fixLines(place, lineText, context);
  if (whole !== undefined) return whole;
  switch (rule) {
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
    case 'control-character':
    case 'invisible-character':
    case 'invisible-in-text':
    case 'mojibake': {
      const kind = columnAt(place, lineText, context)?.kind ?? 'text';
      const { value, safe } = cleanValue(rule, kind, unescapeValue(raw));
      return replace(cleaningTitles[rule], writeCell(value), safe);
    }
    case 'null-word':
      return columnAt(place, lineText, context)?.kind === 'username' || isRequired(place, lineText, context)
        ? []
        : replace('Leave it empty', '', isNothingSurely(unescapeValue(raw)));
    case 'glued-rows':
      return fixGlued(place, lineText, context);
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
      const value = unescapeValue(raw);
      const fixed = fixValue(rule, value);
      if (fixed === undefined && isNothingWord(value) && !isRequired(place, lineText, context))
        return replace('Leave it empty', '', isNothingSurely(value));
      return fixed === undefined
        ? []
        : replace(titleOf(rule, fixed.value), escapeValue(fixed.value), fixed.safe);
    }
  }
}

/** Fixes of whole lines or of all lines; undefined for a rule that is about values. */
function fixLines(
  { rule, line }: Place,
  lineText: string,
  { header }: FixContext,
): readonly Fix[] | undefined {
  switch (rule) {
    case 'byte-order-mark':
      return [{ title: 'Remove the byte order mark', safe: true, edits: [{ kind: 'removeByteOrderMark' }] }];
    case 'carriage-return-lines':
      return [{ title: 'End every line in LF', safe: true, edits: [{ kind: 'rewriteLineEnds' }] }];
    case 'separator-line':
      // Behind another separator there are no commas: such a file is to be converted.
      return readSeparatorLine(lineText) === ','
        ? [{ title: 'Remove the separator line', safe: true, edits: [{ kind: 'deleteLine', line }] }]
        : [];
    case 'empty-columns':
      return [
        {
          title: 'Remove the empty columns at the end',
          safe: true,
          edits: [{ kind: 'removeEmptyEnd', width: header.columns.length }],
        },
      ];
    case 'empty-row':
      return [{ title: 'Remove the empty row', safe: true, edits: [{ kind: 'deleteLine', line }] }];
    case 'blank-line':
      return [{ title: 'Remove the empty line', safe: true, edits: [{ kind: 'deleteLine', line }] }];
    case 'duplicate-username':
      // Whether the rows are equal in every cell, a line alone does not show: see FileFixer.
      return [{ title: 'Remove this row', safe: false, edits: [{ kind: 'deleteLine', line }] }];
    default:
      return undefined;
  }
}

const cleaningTitles = {
  'control-character': 'Remove the control characters',
  'invisible-character': 'Remove the invisible characters',
  'invisible-in-text': 'Remove the invisible characters',
  mojibake: 'Decode the text as UTF-8',
} as const;

/** The column that a place in a row is in, where the row has a value for each. */
function columnAt({ start }: Place, lineText: string, { header }: FixContext): Column | undefined {
  const cells = splitRecord(lineText);
  if (cells.length !== header.columns.length) return undefined;
  return header.columns[cells.findIndex((cell) => cell.start <= start && start <= cell.end)];
}

/** Whether the value there must not be empty, as far as is known. */
function isRequired(place: Place, lineText: string, context: FixContext): boolean {
  return columnAt(place, lineText, context)?.required ?? true;
}

function titleOf(rule: RuleId, value: string): string {
  if (rule === 'hash-encoded') return 'Decode the hash';
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
      title: 'Add the missing columns without values',
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
