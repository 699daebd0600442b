// Finds what the SDK ignores or misreads in an AWS file, and why. The SDK resolves profiles; this only finds names and reasons.
import type { ProfileProblem } from '../../domain/connections/connection.ts';
import { fileText } from './awsFileText.ts';

export type AwsFileKind = 'config' | 'credentials';

/** By the intended type and name, without quotation marks. */
export type FileProblems = Readonly<Record<SectionType, ReadonlyMap<string, ProfileProblem>>>;

interface Header {
  readonly type: SectionType | 'other';
  /** The intended name, without quotation marks and extra spaces. */
  readonly name: string;
  /** Why the SDK does not read it. */
  readonly problem?: string;
}

export type SectionType = 'profile' | 'sso-session' | 'services';

interface Section extends Header {
  /** From 1 on. */
  readonly lines: number[];
  readonly keys: Map<string, { readonly line: number; readonly value: string }>;
  readonly findings: { readonly text: string; readonly line: number }[];
}

/** The SDK's own rule (`parseIni`): the names after a prefix have these characters and no others. */
const readableHeader = /^(profile|sso-session|services)\s(["'])?([\w\-@+.%:/]+)\2$/;
/** Sections of the AWS CLI and other tools that are not profiles. */
const otherSections = new Set(['plugins', 'preview', 'toolkit']);

export function awsFileProblems(bytes: Uint8Array, file: string, kind: AwsFileKind): FileProblems {
  const text = fileText(bytes);
  const sections = readSections(text.lines, kind);
  const poison = sections.find(({ name }) => name === '__proto__');
  const whole =
    text.problem ??
    (poison &&
      `The section name "__proto__" in line ${poison.lines[0] ?? 1} makes AWS refuse the whole file.`);
  const problemsOf = (type: SectionType): ReadonlyMap<string, ProfileProblem> =>
    new Map(
      sections.flatMap((section) => {
        const found = section.type === type && section.name !== '' ? problemOf(section, whole) : undefined;
        return found ? [[section.name, { ...found, file }]] : [];
      }),
    );
  return {
    profile: problemsOf('profile'),
    'sso-session': problemsOf('sso-session'),
    services: problemsOf('services'),
  };
}

/** The finding that explains the most. */
function problemOf(section: Section, whole: string | undefined): Omit<ProfileProblem, 'file'> | undefined {
  const { lines, keys, problem } = section;
  const [line = 1, ...again] = lines;
  if (whole !== undefined) return { text: whole, line };
  if (problem !== undefined) return { text: problem, line };
  const [finding] = [...keyFindings(section), ...section.findings];
  if (finding) return finding;
  if (again.length > 0) {
    const all = lines.join(' and ');
    return {
      text: `The section appears ${times(lines.length)} (lines ${all}): the last value of a key counts.`,
      line,
    };
  }
  return keys.size === 0 ? { text: emptySection, line } : undefined;
}

/** Not a mistake if the other file defines the profile too. */
export const emptySection = 'The section is empty.';

function times(count: number): string {
  return count === 2 ? 'twice' : `${count} times`;
}

/** Sections with the same name are merged, as in the SDK. */
function readSections(lines: readonly string[], kind: AwsFileKind): readonly Section[] {
  const sections = new Map<string, Section>();
  const enter = (header: Header, line: number): Section => {
    const key = `${header.type} ${header.name} ${header.problem === undefined ? '' : 'unread'}`;
    const section: Section = sections.get(key) ?? { ...header, lines: [], keys: new Map(), findings: [] };
    section.lines.push(line);
    sections.set(key, section);
    return section;
  };
  let current: Section | undefined;
  for (const [index, full] of lines.entries()) {
    const line = index + 1;
    // Comments as the SDK reads them.
    const text = (full.split(/(?:^|\s)[;#]/)[0] ?? '').trim();
    const inner = /^\[(.*)\]$/.exec(text)?.[1];
    if (inner !== undefined) current = enter(readHeader(inner, kind), line);
    else if (text.startsWith('[')) {
      const unclosed = enter(unclosedHeader(text, kind, line), line);
      current?.findings.push({
        text: `Line ${line} does not begin a section: the lines after it belong to the section before.`,
        line,
      });
      current ??= unclosed;
    } else if (text !== '' && !current) current = enter(headless(line), line);
    else if (text.indexOf('=') > 0) {
      const at = text.indexOf('=');
      current?.keys.set(text.slice(0, at).trim(), { line, value: text.slice(at + 1).trim() });
    } else if (text !== '') {
      current?.findings.push({ text: `Line ${line} is not "name = value": AWS ignores it.`, line });
    }
  }
  return [...sections.values()];
}

function unclosedHeader(text: string, kind: AwsFileKind, line: number): Header {
  const [inner = ''] = text.slice(1).split(']');
  const { type, name } = readHeader(inner, kind);
  const prefix = kind === 'config' && name !== 'default' ? `${type} ` : '';
  return { type, name, problem: `Line ${line} is not a section name: write [${prefix}${readable(name)}].` };
}

function headless(line: number): Header {
  const problem = `Line ${line} is before the first section, and AWS ignores it: write [default] above it.`;
  return { type: 'profile', name: 'default', problem };
}

function readHeader(inner: string, kind: AwsFileKind): Header {
  // A dot instead of the space is undocumented, but the SDK reads it.
  const dotted = /^(profile|sso-session|services)\.(.*)$/.exec(inner);
  const [, word = '', rest = ''] =
    dotted ?? /^\s*(profile|sso-session|services)\s+(.*?)\s*$/i.exec(inner) ?? [];
  const name = unquoted(word === '' ? inner.trim() : rest);
  const type = word.toLowerCase();
  if (kind === 'credentials') {
    if (type === 'profile')
      return { type, name, problem: `In the credentials file a section has no prefix: write [${name}].` };
    return readsPlain(inner) ? { type: 'profile', name: inner } : unread('profile', name, inner, name);
  }
  if (type === 'profile' || type === 'sso-session' || type === 'services') {
    return dotted !== null || readableHeader.test(inner)
      ? { type, name }
      : unread(type, name, inner, `${type} ${readable(name)}`);
  }
  if (inner === 'default') return { type: 'profile', name };
  if (otherSections.has(name)) return { type: 'other', name };
  const problem = `In the config file the section of a profile has a prefix: write [profile ${readable(name)}].`;
  return { type: 'profile', name, problem };
}

/** A name without a prefix is read as it is, unless its first word looks like a prefix. */
function readsPlain(inner: string): boolean {
  return (
    inner === inner.trim() && !/^[\w-]+\s(["'])?[\w\-@+.%:/]+\1$/.test(inner) && !/[^\x20-\x7e]/.test(inner)
  );
}

function unread(type: SectionType, name: string, inner: string, write: string): Header {
  const strange = /[^\w\-@+.%:/]/.exec(name)?.[0];
  const reason =
    strange === undefined
      ? `AWS does not read the section [${inner}]`
      : `AWS does not allow ${/\s/.test(strange) ? 'spaces' : `"${strange}"`} in section names`;
  return { type, name, problem: `${reason}: write [${readable(write)}].` };
}

/** The nearest name that the SDK reads. */
function readable(name: string): string {
  const [, prefix = '', rest = name] = /^(profile |sso-session |services )?(.*)$/.exec(name) ?? [];
  return (
    prefix +
    rest
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/[^\w\-@+.%:/]+/g, '-')
  );
}

/** A name or value without the quotation marks around it. */
export function unquoted(text: string): string {
  return /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;
}

const knownKeys = [
  'aws_access_key_id',
  'aws_secret_access_key',
  'aws_session_token',
  'credential_process',
  'credential_source',
  'external_id',
  'login_session',
  'mfa_serial',
  'region',
  'role_arn',
  'source_profile',
  'sso_account_id',
  'sso_region',
  'sso_role_name',
  'sso_session',
  'sso_start_url',
  'web_identity_token_file',
];

const bare = (key: string): string => key.toLowerCase().replace(/[^a-z]/g, '');
/** `AWS_ACCESS_KEY_ID`, `accessKeyId` and `aws-access-key-id` all mean the same. */
const knownBySpelling = new Map(
  knownKeys.flatMap((key) => [bare(key), bare(key).replace(/^aws/, '')].map((way) => [way, key])),
);
/** Keys whose values never have quotation marks: AWS reads the marks as part of the value. */
const plainValues = new Set(knownKeys.filter((key) => key !== 'credential_process'));

function* keyFindings({ keys }: Section): Iterable<{ readonly text: string; readonly line: number }> {
  const misspelt = [...keys].flatMap(([key, { line }]) => {
    const known = knownBySpelling.get(bare(key));
    return known !== undefined && known !== key && !keys.has(known) ? [{ key, known, line }] : [];
  });
  const [first] = misspelt;
  if (first) {
    const [found, known] = [misspelt.map(({ key }) => key), misspelt.map((one) => one.known)];
    yield { text: `The section has ${found.join(', ')}; AWS reads ${known.join(', ')}.`, line: first.line };
  }
  for (const [key, { line, value }] of keys) {
    if (plainValues.has(key) && unquoted(value) !== value) {
      yield { text: `AWS reads the quotation marks around ${key} in line ${line} as part of it.`, line };
    }
  }
}
