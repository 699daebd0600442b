// Turns errors of the file system into failures with a message.
import { FailureError, type Failure } from '../../domain/connections/failure.ts';
import { codeOf } from './disk.ts';

/** Runs work on files of the extension's own. @param what is on its way there. @throws FailureError if the disk refuses. */
export async function orDiskFailure<T>(
  folder: string,
  work: () => Promise<T>,
  what = 'the import',
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    throw new FailureError(diskFailure(folder, code, error, what), { cause: error });
  }
}

function diskFailure(folder: string, code: string, error: unknown, what: string): Failure {
  return { kind: 'misconfigured', message: words(folder, code, what), code, detail: String(error) };
}

function words(folder: string, code: string, what: string): string {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return `The disk is full, so the progress of ${what} cannot be saved. Free some space, then resume.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `The progress of ${what} cannot be saved: ${folder} is not writable.`;
    default:
      return `The progress of ${what} cannot be saved in ${folder} (${code}).`;
  }
}
