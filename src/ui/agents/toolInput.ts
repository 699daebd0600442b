// Reads the input of a tool. It comes from a language model, so nothing about it is taken for granted.
import type { JobRef } from '../../domain/jobs/job.ts';
import type { PoolRef } from '../../domain/jobs/userPool.ts';
import { toolWords } from './words.ts';

/** Its message is written for the model: what is wrong, and what to do next. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
}

/** Far more than any name, ID or path that the product writes. */
const longestText = 4_096;

export class ToolInput {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(input: unknown) {
    this.#values = typeof input === 'object' && input !== null ? { ...input } : {};
  }

  /** @throws ToolError if it is absent, empty or not a text. */
  text(name: string): string {
    const value = this.optionalText(name);
    if (value === undefined) throw new ToolError(toolWords.missing(name));
    return value;
  }

  /** Undefined if it is absent or empty. @throws ToolError if it is not a text. */
  optionalText(name: string): string | undefined {
    const value = this.#values[name];
    if (value === undefined || value === null || value === '') return undefined;
    if (typeof value !== 'string' || value.length > longestText) throw new ToolError(toolWords.noText(name));
    return value;
  }

  /** A whole number, clamped to the bounds. @throws ToolError if it is not a number. */
  number(
    name: string,
    bounds: { readonly least: number; readonly most: number; readonly usual: number },
  ): number {
    const value = this.#values[name];
    if (value === undefined || value === null) return bounds.usual;
    if (typeof value !== 'number' || Number.isNaN(value)) throw new ToolError(toolWords.noNumber(name));
    return Math.min(bounds.most, Math.max(bounds.least, Math.trunc(value)));
  }

  pool(): PoolRef {
    return { connectionId: this.text('connection'), userPoolId: this.text('userPoolId') };
  }

  job(): JobRef {
    return { ...this.pool(), jobId: this.text('jobId') };
  }
}
