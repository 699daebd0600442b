// Finds the target of a command: its argument, else the active panel's job, else the selected row.
import type { ConnectionId } from '../../domain/connections/connection.ts';
import type { JobRef } from '../../domain/jobs/job.ts';
import type { PoolRef } from '../../domain/jobs/userPool.ts';
import type { Explorer } from '../tree/explorer.ts';
import type { JobPanels } from '../panel/jobPanels.ts';
import type { Node } from '../tree/nodes.ts';

export class Targets {
  readonly #explorer: Explorer;
  readonly #panels: JobPanels;

  constructor(explorer: Explorer, panels: JobPanels) {
    this.#explorer = explorer;
    this.#panels = panels;
  }

  /** Whether the command was run without an argument: then it uses the active panel or the selected row, and may ask. */
  isFromPalette(argument: unknown): boolean {
    return argument === undefined;
  }

  /** The job that a command was called for. */
  job(argument: unknown): JobRef | undefined {
    if (isJobRef(argument)) return argument;
    const node = this.#node(argument);
    if (node) return node.kind === 'job' ? node.ref : undefined;
    return this.#panels.active ?? this.#selectedJob();
  }

  /** The jobs that a command was called for, if it was called for several. */
  jobs(argument: unknown): readonly JobRef[] | undefined {
    return Array.isArray(argument) ? argument.filter(isJobRef) : undefined;
  }

  /** The pool that a command was called for, or the pool of its job. */
  pool(argument: unknown): PoolRef | undefined {
    if (isJobRef(argument)) return argument;
    const given = this.#node(argument);
    const node = given ?? (this.#panels.active ? undefined : this.#explorer.view.selection[0]);
    if (node) return 'ref' in node ? node.ref : undefined;
    return this.#panels.active;
  }

  connection(argument: unknown): ConnectionId | undefined {
    const row = this.#node(argument) ?? this.#explorer.view.selection[0];
    // A row such as "Loading…" belongs to its parent.
    const node = row && 'parent' in row ? this.#explorer.getParent(row) : row;
    if (node?.kind === 'connection') return node.connectionId;
    return node && 'ref' in node ? node.ref.connectionId : undefined;
  }

  /** The row that a command was called on. */
  row(argument: unknown): Node | undefined {
    return this.#node(argument) ?? this.#explorer.view.selection[0];
  }

  #selectedJob(): JobRef | undefined {
    const selected = this.#explorer.view.selection[0];
    return selected?.kind === 'job' ? selected.ref : undefined;
  }

  /** Arguments come from menus, keybindings and other extensions: only a row of the tree counts. */
  #node(argument: unknown): Node | undefined {
    if (typeof argument !== 'object' || argument === null || !('id' in argument)) return undefined;
    return typeof argument.id === 'string' ? this.#explorer.nodes.get(argument.id) : undefined;
  }
}

function isJobRef(value: unknown): value is JobRef {
  if (typeof value !== 'object' || value === null) return false;
  const ref = value as Partial<Record<keyof JobRef, unknown>>;
  return (
    typeof ref.connectionId === 'string' &&
    typeof ref.userPoolId === 'string' &&
    typeof ref.jobId === 'string'
  );
}
