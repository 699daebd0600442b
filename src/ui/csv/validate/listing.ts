// Chooses the findings that are listed as problems, and puts the number of the others into words.
import type { Finding } from '../../../csv/validate/finding.ts';
import { rules, type Rule, type RuleId, type Severity } from '../../../csv/validate/rules.ts';
import type { ValidationResult, ValidationSummary } from '../../../csv/validate/validate.ts';
import { count } from '../../../domain/jobs/jobWords.ts';

/** VS Code shows at most 1,000 problems of a file. The last one says how many are not listed. */
export const mostListed = 999;

export interface Listing {
  /** In the order of the file. */
  readonly findings: readonly Finding[];
  /** The number of findings that are not listed. */
  readonly hidden: number;
  /** The worst severity among them. */
  readonly hiddenSeverity: Severity;
}

/** At most `most` findings. If there are more, each rule gets its share, so that no kind of mistake hides another. */
export function listFindings({ findings, summary }: ValidationResult, most = mostListed): Listing {
  const share = fairShare(findings, most);
  const listed = new Map<RuleId, number>();
  const kept = findings.filter(({ rule }) => {
    const before = listed.get(rule) ?? 0;
    if (before >= share) return false;
    listed.set(rule, before + 1);
    return true;
  });
  const hidden = summary.counts
    .filter(({ rule }) => !isOnce(rule))
    .map(({ rule, count: total }) => ({ rule, rest: total - (listed.get(rule) ?? 0) }))
    .filter(({ rest }) => rest > 0);
  const severities = new Set(hidden.map(({ rule }) => rules[rule].severity));
  return {
    findings: kept,
    hidden: hidden.reduce((sum, { rest }) => sum + rest, 0),
    hiddenSeverity: severities.has('error') ? 'error' : severities.has('warning') ? 'warning' : 'info',
  };
}

/** The largest number per rule that keeps the sum within `most`. */
function fairShare(findings: readonly Finding[], most: number): number {
  if (findings.length <= most) return findings.length;
  const sizes = new Map<RuleId, number>();
  for (const { rule } of findings) sizes.set(rule, (sizes.get(rule) ?? 0) + 1);
  let left = most;
  let rulesLeft = sizes.size;
  // Rules with few findings leave the rest of their share to rules with many.
  for (const size of [...sizes.values()].sort((a, b) => a - b)) {
    if (size * rulesLeft > left) break;
    left -= size;
    rulesLeft--;
  }
  return Math.floor(left / rulesLeft);
}

function isOnce(rule: RuleId): boolean {
  const { once }: Rule = rules[rule];
  return once === true;
}

/** The finding's message, with the number of findings if it stands for all of its rule. */
export function findingMessage(
  { rule, message }: Finding,
  summary: ValidationSummary,
  locale: string,
): string {
  const total = summary.counts.find((entry) => entry.rule === rule)?.count ?? 1;
  if (!isOnce(rule) || total === 1) return message;
  return `${message} (The first of ${count(total, 'place', 'places', locale)}.)`;
}

/** The message for the findings that are not listed. */
export function hiddenMessage(hidden: number, locale: string): string {
  return `…and ${hidden.toLocaleString(locale)} more problems that are not listed. Fix some to see others.`;
}

/**
 * The findings of an open document. Positions in a file and in its document differ after a carriage return that ends no line, which an
 * editor treats as a line end. Then places come from the document's text, except for rules about the file's bytes.
 */
export function placeInDocument(file: ValidationResult, text: () => ValidationResult): ValidationResult {
  if (!file.summary.counts.some(({ rule }) => rule === 'bare-carriage-return')) return file;
  const ofFile = (finding: Finding) => fileRules.has(finding.rule);
  const findings = [
    ...file.findings.filter(ofFile),
    ...text().findings.filter((finding) => !ofFile(finding)),
  ].sort((a, b) => a.line - b.line || a.start - b.start);
  return { ...file, findings };
}

const fileRules: ReadonlySet<RuleId> = new Set([
  'byte-order-mark',
  'bare-carriage-return',
  'not-utf8',
  'file-too-large',
]);

/** Rules with at least one fix that is safe without asking. */
const safelyFixed: ReadonlySet<RuleId> = new Set([
  'byte-order-mark',
  'blank-line',
  'carriage-return-lines',
  'separator-line',
  'empty-columns',
  'empty-row',
  'glued-rows',
  'control-character',
  'invisible-character',
  'invisible-in-text',
  'mojibake',
  'null-word',
  'hash-encoded',
  'quoted-header',
  'quoted-value',
  'unescaped-hash-comma',
  'white-space',
  'column-count',
  'unknown-column',
  'boolean-value',
  'birthdate-format',
  'birthdate-impossible',
  'birthdate-order',
  'duplicate-username',
  'updated-at-milliseconds',
  'updated-at-format',
  'phone-format',
  'email-format',
  'mfa-mismatch',
]);

/** Whether Fix All may fix violations of a rule. */
export function hasSafeFixes(rule: RuleId): boolean {
  return safelyFixed.has(rule);
}
