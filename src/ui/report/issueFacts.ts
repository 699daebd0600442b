// The facts of an issue report: versions, the kind of machine, and failures by kind. Never a path or a name that the user gave.
import type { JobService } from '../../domain/jobs/jobService.ts';
import { jobStatuses } from '../../domain/jobs/job.ts';
import type { Failure } from '../../domain/connections/failure.ts';
import { placeOf, type Machine } from '../connections/machine.ts';

/** Facts about the window. */
export interface Surroundings {
  readonly extension: string;
  readonly vscode: string;
  /** The editor, and where its window runs: `Visual Studio Code`, `desktop`. */
  readonly appName: string;
  readonly appHost: string;
  readonly machine: Machine;
  readonly platform: string;
  readonly architecture: string;
  readonly node: string;
  readonly language: string;
  readonly isTrusted: boolean;
  readonly notifications: unknown;
  readonly guardedTargets: unknown;
}

export interface ShownFailure {
  readonly failure: Failure;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The facts as Markdown. */
export function issueFacts(
  around: Surroundings,
  jobs: Pick<JobService, 'store'>,
  shown: readonly ShownFailure[],
  now: number,
): string {
  const runs = around.machine === 'here' ? ' locally' : placeOf(around.machine);
  return [
    `- Extension ${word(around.extension)}, VS Code ${word(around.vscode)} (${word(around.appName)}, ${word(around.appHost)})`,
    `- Runs${runs}: ${word(around.platform)} ${word(around.architecture)}, Node.js ${word(around.node)}, language ${word(around.language)}`,
    `- Workspace: ${around.isTrusted ? 'trusted' : 'in Restricted Mode'}`,
    `- Settings: notifications ${word(around.notifications)}, ${patterns(around.guardedTargets)} in guardedTargets`,
    ...contentOf(jobs),
    '',
    'Failures shown in this window, newest first:',
    ...shown.toReversed().map(({ failure, at }) => `- ${kindOf(failure)}, ${minutes(now - at)} min ago`),
    ...(shown.length === 0 ? ['- none'] : []),
    '',
    'Failures that stand now:',
    ...standing(jobs),
  ].join('\n');
}

function contentOf({ store }: Pick<JobService, 'store'>): readonly string[] {
  const views = store.connections();
  const pools = views.reduce((sum, { connection }) => sum + store.pools(connection.id).length, 0);
  const statuses = [...store.allJobs()].map(({ job: { status } }) =>
    (jobStatuses as readonly string[]).includes(status) ? status : 'of an unknown status',
  );
  return [
    `- Connections: ${counted(views.map(({ connection }) => connection.kind))}`,
    `- User pools known: ${pools}. Import jobs known: ${counted(statuses)}`,
  ];
}

function standing({ store }: Pick<JobService, 'store'>): readonly string[] {
  const views = store.connections();
  const ofConnections = views.flatMap(({ failure }) => (failure ? [`connection: ${kindOf(failure)}`] : []));
  const ofPools = views
    .flatMap(({ connection }) => store.pools(connection.id))
    .flatMap(({ failure }) => (failure ? [`user pool: ${kindOf(failure)}`] : []));
  const ofJobs = [...store.allJobs()].flatMap(({ ref }) => {
    const failure = store.jobFailure(ref);
    return failure ? [`import job: ${kindOf(failure)}`] : [];
  });
  const all = [...ofConnections, ...ofPools, ...ofJobs];
  return all.length === 0 ? ['- none'] : [...tally(all)].map(([text, times]) => `- ${text} (${times})`);
}

/** `denied AccessDeniedException`. Never the message, which may contain names that the user gave. */
function kindOf({ kind, code }: Failure): string {
  return code !== undefined && /^\w{1,60}$/.test(code) ? `${kind} ${code}` : kind;
}

/** `2 profile, 1 sandbox`. */
function counted(kinds: readonly string[]): string {
  return kinds.length === 0
    ? 'none'
    : [...tally(kinds)].map(([kind, times]) => `${times} ${kind}`).join(', ');
}

function tally(texts: readonly string[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const text of texts) times.set(text, (times.get(text) ?? 0) + 1);
  return times;
}

function minutes(milliseconds: number): number {
  return Math.max(0, Math.round(milliseconds / 60_000));
}

function patterns(value: unknown): string {
  const written = Array.isArray(value) ? value.length : 1;
  return written === 1 ? '1 pattern' : `${written} patterns`;
}

/** A foreign value on one line, without characters that Markdown would interpret. */
function word(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll(/[^\w .+-]/g, '').slice(0, 60) : 'of an unknown kind';
}
