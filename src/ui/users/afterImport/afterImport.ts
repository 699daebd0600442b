// For a finished job's panel: the actions on its users, what prevents them, and what was done.
import { basename } from 'node:path';
import { Owner, type Disposable } from '../../../domain/base/disposable.ts';
import { jobKey, type ImportJob, type JobRef } from '../../../domain/jobs/job.ts';
import { runOf } from '../../../domain/users/importRun.ts';
import { keptAside } from '../../../files/csv/fileNames.ts';
import type { PassesOptions } from '../../../files/rows/passes.ts';
import { PassesAbout, type WatchedPass } from '../../../files/rows/passesAbout.ts';
import {
  afterActions,
  type AfterAction,
  type AfterActionType,
  type AfterIcon,
  type AfterImport,
  type AfterState,
} from '../../../protocol/afterImport.ts';
import type { Results } from '../../../protocol/panel.ts';
import { evidenceWords } from '../reportWords.ts';
import type { UserServices } from '../userServices.ts';
import { countMustReset, countUsers, usersStatus } from '../usersStatus.ts';
import { afterWords, passWords, type PassKind } from './afterWords.ts';

type Missing = keyof typeof afterWords.needs;

/** The kind of pass over users that an action runs. */
const kinds: Partial<Readonly<Record<AfterActionType, PassKind>>> = {
  applyGroups: 'groups',
  sendPasswordResets: 'resets',
  undoImport: 'undo',
};

interface AfterServices extends Pick<UserServices, 'csvOf' | 'memory'> {
  readonly log: Pick<UserServices['log'], 'warn'>;
  /** Fires when the users of a job were counted by status. */
  readonly onCounted: (listener: (ref: JobRef) => void) => Disposable;
}

const icons: Readonly<Record<AfterActionType, AfterIcon>> = {
  saveImportReport: 'list',
  exportSubMap: 'download',
  applyGroups: 'person',
  showMustReset: 'clock',
  sendPasswordResets: 'start',
  importAgain: 'refresh',
  undoImport: 'undo',
};

/** Actions that need neither log nor CSV, and are possible even if the job imported nobody. */
const alwaysPossible: readonly AfterActionType[] = ['saveImportReport', 'importAgain'];

export class AfterImportWatch extends Owner {
  readonly #csvOf: UserServices['csvOf'];
  readonly #memory: UserServices['memory'];
  readonly #ref: JobRef;
  readonly #passes: PassesAbout;

  constructor(
    { csvOf, memory, log, onCounted }: AfterServices,
    onDisk: PassesOptions,
    ref: JobRef,
    onChange: () => void,
  ) {
    super();
    this.#csvOf = csvOf;
    this.#memory = memory;
    this.#ref = ref;
    this.own(onCounted((counted) => jobKey(counted) === jobKey(ref) && onChange()));
    const warn = (message: string): void => log.warn(message);
    this.#passes = this.own(new PassesAbout(onDisk, jobKey(ref), { onChange, warn }));
  }

  snapshot(job: ImportJob, results: Results, locale: string): AfterImport {
    if (job.importedUsers === 0)
      return { actions: alwaysPossible.map((type) => this.#action(type, undefined, locale)) };
    const missing = runOf(job) ? results.missing : 'noDates';
    return {
      actions: afterActions.map((type) => this.#action(type, missing, locale)),
      ...(missing === undefined ? {} : { missing: missingOf(job.jobName, missing) }),
    };
  }

  #action(type: AfterActionType, missing: Missing | undefined, locale: string): AfterAction {
    const kind = kinds[type];
    const pass = kind && this.#passes.known.findLast(({ head }) => head.kind === kind);
    const state =
      type === 'showMustReset' ? this.#statuses(locale) : kind && pass && stateOf(kind, pass, locale);
    // An unfinished pass can be resumed: its list was made from the evidence.
    const isBlocked =
      missing !== undefined && !alwaysPossible.includes(type) && pass?.head.isFinished !== false;
    return {
      type,
      icon: icons[type],
      ...(type === 'undoImport' ? { isGrave: true } : {}),
      label: kind && state?.kind === 'paused' ? passWords[kind].goOn : afterWords.labels[type],
      purpose: afterWords.purpose(type, type === 'applyGroups' ? this.#keptAside() : undefined),
      ...(isBlocked ? { blocked: afterWords.needs[missing] } : {}),
      ...(state ? { state } : {}),
    };
  }

  /** The statuses found by the latest look-up. */
  #statuses(locale: string): AfterState | undefined {
    const status = usersStatus(this.#memory, this.#ref);
    if (!status) return undefined;
    const text = afterWords.mustReset(countMustReset(status), countUsers(status), locale);
    return { kind: 'done', text, at: status.at };
  }

  #keptAside(): string | undefined {
    const csv = this.#csvOf(this.#ref)?.content.path;
    const path = csv === undefined ? undefined : keptAside(csv);
    return path === undefined ? undefined : basename(path);
  }
}

function stateOf(kind: PassKind, { head, counts, isDriven }: WatchedPass, locale: string): AfterState {
  const tally = { ...counts, rows: head.rows };
  const at = head.createdAt;
  if (head.isFinished) return { kind: 'done', text: afterWords.done(kind, tally, locale), at };
  if (!isDriven) return { kind: 'paused', text: afterWords.paused(tally, locale), at };
  const share = (counts.done + counts.kept + counts.failed) / Math.max(1, head.rows);
  return { kind: 'running', text: afterWords.running(kind, tally, locale), at, share };
}

function missingOf(jobName: string, missing: Missing): NonNullable<AfterImport['missing']> {
  const text = evidenceWords[missing](jobName);
  switch (missing) {
    case 'noCsv':
    case 'unproven':
      return { text, remedy: { type: 'locateCsv', icon: 'search', label: afterWords.locate } };
    case 'uncertain':
      return { text, remedy: { type: 'chooseLineNumbering', icon: 'list', label: afterWords.number } };
    case 'noLog':
    case 'noDates':
      return { text };
  }
}
