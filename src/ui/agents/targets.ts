// Finds the connection, pool or job that a tool was called for, and reads it if it is not known yet.
import type { ConnectionView } from '../../domain/jobs/views.ts';
import { FailureError, type Failure } from '../../domain/connections/failure.ts';
import type { ImportJob, JobRef } from '../../domain/jobs/job.ts';
import type { PoolRef } from '../../domain/jobs/userPool.ts';
import type { ToolCall } from './services.ts';
import { ToolError } from './toolInput.ts';
import { toolWords } from './words.ts';

/** @throws ToolError if there is no such connection. */
export function connectionOf({ services }: ToolCall, id: string): ConnectionView {
  const { store } = services.jobs;
  const view = store.connection(id);
  if (view) return view;
  throw new ToolError(
    toolWords.unknownConnection(store.connections().map(({ connection }) => connection.id)),
  );
}

/**
 * The user pool that the input names; it is added to the store if needed.
 * @throws ToolError if there is none; FailureError if the connection does not work.
 */
export async function poolOf(call: ToolCall): Promise<PoolRef> {
  const ref = call.input.pool();
  const { jobs } = call.services;
  connectionOf(call, ref.connectionId);
  if (jobs.store.pool(ref)) return ref;
  await jobs.refreshConnection(ref.connectionId);
  call.signal.throwIfAborted();
  const failure = connectionOf(call, ref.connectionId).failure;
  if (jobs.store.pool(ref)) return ref;
  if (!failure) throw new ToolError(toolWords.unknownPool);
  if (failure.kind !== 'denied') throw new FailureError(failure);
  // A profile that may not list pools can still be allowed to read this one.
  jobs.store.ensurePool(ref, ref.userPoolId);
  return ref;
}

/** The job that the input names, as the service has it now. @throws ToolError, FailureError */
export async function jobOf(call: ToolCall): Promise<{ readonly ref: JobRef; readonly job: ImportJob }> {
  const { jobId } = call.input.job();
  const ref = { ...(await poolOf(call)), jobId };
  const job = await call.services.jobs.refreshJob(ref);
  call.signal.throwIfAborted();
  return { ref, job };
}

/** The name of a pool, which may be its ID. */
export function poolName({ services }: ToolCall, ref: PoolRef): string {
  return services.jobs.store.pool(ref)?.pool.name ?? ref.userPoolId;
}

/** A failure of one of several connections, as part of a result. */
export function problemOf({ kind, message }: Failure): { readonly kind: string; readonly message: string } {
  return { kind, message };
}
