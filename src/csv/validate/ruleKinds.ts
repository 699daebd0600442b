// The type of a rule, and the documentation pages that rules come from.

export type Severity = 'error' | 'warning' | 'info';

/**
 * What the service does if the rule is broken: the whole job ends Failed, the row is logged FAILED or SKIPPED, nothing happens,
 * or it is not documented ('unknown').
 */
export type Effect = 'failsJob' | 'failsRow' | 'skipsRow' | 'none' | 'unknown';

export interface Rule {
  readonly severity: Severity;
  readonly effect: Effect;
  readonly title: string;
  /** A page of the AWS documentation the rule comes from. */
  readonly link: string;
  /** Reported at its first place only, though counted everywhere: a hint that would be the same on every row. */
  readonly once?: true;
}

const guide = 'https://docs.aws.amazon.com/cognito/latest/developerguide/';
const links = {
  format: `${guide}cognito-user-pools-using-import-tool.html#cognito-user-pools-using-import-tool-formatting-csv-file`,
  import: `${guide}cognito-user-pools-using-import-tool.html`,
  attributes: `${guide}user-pool-settings-attributes.html`,
  aliases: `${guide}user-pool-settings-attributes.html#user-pool-settings-aliases`,
  quotas: `${guide}quotas.html`,
} as const;

export function rule(severity: Severity, effect: Effect, link: keyof typeof links, title: string): Rule {
  return { severity, effect, title, link: links[link] };
}

/** A rule that is reported at its first place only. */
export function hint(severity: Severity, effect: Effect, link: keyof typeof links, title: string): Rule {
  return { ...rule(severity, effect, link, title), once: true };
}
