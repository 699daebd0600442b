// The entry of the worker threads that read files of other systems: with it come their formats, phone numbers and hashes.
import { runTaskOf } from '../taskThread.ts';
import { convertRows } from './convertRows.ts';
import { findSourceHash } from './findSourceHash.ts';
import { planSource, surveySource } from './planSource.ts';
import { detect } from './source.ts';
import { writeSource } from './writeSource.ts';

const tasks = {
  detect,
  dates: surveySource,
  plan: planSource,
  write: writeSource,
  convert: convertRows,
  findHash: findSourceHash,
};

/** What this worker can do. */
export type SourceTasks = typeof tasks;

void runTaskOf(tasks);
