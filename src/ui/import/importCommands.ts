// Commands that make and start imports.
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { ImportRun } from '../../domain/importRun.ts';
import type { ImportJobs } from '../../domain/importJobs.ts';
import type { CommandRegistry } from '../commandRegistry.ts';
import { commands } from '../ids.ts';
import type { Targets } from '../targets.ts';
import { askImport, type AskImportServices } from './askImport.ts';
import type { ImportDraft } from './draft.ts';
import type { Imports } from './imports.ts';

export interface ImportServices extends AskImportServices {
  readonly imports: Imports;
  readonly targets: Targets;
}

export function registerImportCommands(registry: CommandRegistry, services: ImportServices): void {
  registry.register(commands.createImportJob, async (argument) => {
    const uri = csvOf(argument);
    const pool = uri ? undefined : services.targets.pool(argument);
    const known = { ...(pool ? { pool } : {}), ...(uri ? { path: uri.fsPath } : {}) };
    await createImport(services, known);
  });
}

/** Asks for what is not known yet, then imports. @throws FailureError when the pool cannot be described. */
export async function createImport(services: ImportServices, known: ImportDraft): Promise<void> {
  const path = known.path === undefined ? undefined : await saved(known.path);
  const draft = await askImport(services, { ...known, ...(path === undefined ? {} : { path }) });
  const run = draft && toRun(services.jobs, draft);
  if (run) await services.imports.begin(run);
}

function toRun(jobs: ImportJobs, draft: ImportDraft): ImportRun | undefined {
  const { pool, path, checked, jobName, roleArn, algorithm, start } = draft;
  const view = pool && jobs.store.connection(pool.connectionId);
  if (!view || path === undefined || !checked || jobName === undefined || roleArn === undefined)
    return undefined;
  return {
    id: randomUUID(),
    connection: view.connection,
    userPoolId: pool.userPoolId,
    poolName: jobs.store.pool(pool)?.pool.name ?? pool.userPoolId,
    jobName,
    cloudWatchLogsRoleArn: roleArn,
    ...(algorithm === undefined || algorithm === 'none' ? {} : { passwordHashingAlgorithm: algorithm }),
    csv: { path, bytes: checked.summary.bytes, rows: checked.summary.rows, sha256: checked.sha256 },
    start: start ?? false,
    queued: false,
    stage: 'creating',
    begunAt: Date.now(),
  };
}

/** From the explorer and the editor the argument is a file; from the palette it is the CSV in front. */
function csvOf(argument: unknown): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) return argument;
  if (argument !== undefined) return undefined;
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri?.scheme === 'file' && uri.fsPath.toLowerCase().endsWith('.csv') ? uri : undefined;
}

/** The service gets the file: unsaved changes are saved first, as the user is about to import what they see. */
async function saved(path: string): Promise<string> {
  const open = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'file' && uri.fsPath === path);
  if (open?.isDirty) await open.save();
  return path;
}
