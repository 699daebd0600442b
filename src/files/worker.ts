// The entry of the worker threads that check, fix, pick and cut import CSVs.
import { workerData } from 'node:worker_threads';
import { fixCopy } from './csv/fixCopy.ts';
import { findHashInFile } from './csv/findHashInFile.ts';
import { findRows, pickRows } from './csv/pickRows.ts';
import { scoutBlocks, type ScoutRequest } from './csv/scoutThread.ts';
import { writeApplyPlan } from './csv/applyPlan.ts';
import { writeSubMap } from './csv/subMap.ts';
import type { OnProgress } from './csv/textFile.ts';
import { writeUserKeys } from './csv/userKeys.ts';
import { validateFile } from './csv/validateFile.ts';
import { writeSample } from './csv/writeSample.ts';
import { writeExport } from './exports/writeExport.ts';
import { planParts, writeParts, type PartsQuestion } from './imports/batchSplit.ts';
import { runTaskOf, type TaskRequest } from './taskThread.ts';

const tasks = {
  validate: validateFile,
  pick: pickRows,
  findRows,
  findHash: findHashInFile,
  fix: fixCopy,
  sample: writeSample,
  // Its third parameter is not the script.
  plan: (question: PartsQuestion, onProgress: OnProgress) => planParts(question, onProgress),
  write: writeParts,
  userKeys: writeUserKeys,
  subMap: writeSubMap,
  applyPlan: writeApplyPlan,
  exportUsers: writeExport,
};

/** What this worker can do. */
export type CsvTasks = typeof tasks;

const request = workerData as TaskRequest<CsvTasks> | ScoutRequest;
if (request.kind === 'scout') scoutBlocks(request);
else void runTaskOf(tasks, request);
