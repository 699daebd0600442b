// Plans and writes the parts of a CSV that is imported in several jobs, for a worker thread.
import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { limits } from '../../csv/validate/rules.ts';
import { SplitPlanner, type SplitPlan } from '../../csv/read/split.ts';
import type { FileCut } from '../../domain/imports/import.ts';
import { readChunks, type OnProgress } from '../csv/textFile.ts';

export interface PartsQuestion {
  readonly path: string;
  /** How many rows the first part has at most, where that is a trial. */
  readonly firstRows?: number;
}

/** @param partLimits by default those of the service. @throws Error of the file system. */
export function planParts(
  { path, firstRows }: PartsQuestion,
  onProgress?: OnProgress,
  partLimits: { readonly rows: number; readonly fileBytes: number } = limits,
): SplitPlan {
  const planner = new SplitPlanner(partLimits, firstRows);
  for (const chunk of readChunks(path, onProgress)) planner.push(chunk);
  return planner.end();
}

export interface PartsToWrite {
  readonly path: string;
  /** Of the file when it was planned, in hexadecimal. */
  readonly sha256: string;
  /** In the order of the file. */
  readonly parts: readonly { readonly cut: FileCut; readonly target: string }[];
}

export interface WrittenPart {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Writes the parts, replacing files of the same names. Returns undefined if the file has changed since it was planned.
 * @throws Error of the file system.
 */
export function writeParts(
  { path, sha256, parts }: PartsToWrite,
  onProgress?: OnProgress,
): readonly WrittenPart[] | undefined {
  const hash = createHash('sha256');
  const written: WrittenPart[] = [];
  const header: Buffer[] = [];
  const headerRange = parts[0]?.cut.header ?? { start: 0, end: 0 };
  let writer: PartWriter | undefined;
  let at = 0;
  try {
    for (const chunk of readChunks(path, onProgress)) {
      hash.update(chunk);
      const slice = ({ start, end }: { start: number; end: number }): Uint8Array =>
        chunk.subarray(Math.max(0, start - at), Math.max(0, end - at));
      // Every chunk is the same buffer.
      if (at < headerRange.end) header.push(Buffer.from(slice(headerRange)));
      for (let part = parts[written.length]; part && part.cut.start < at + chunk.length;) {
        writer ??= new PartWriter(part.target, header);
        writer.write(slice(part.cut));
        if (part.cut.end > at + chunk.length) break;
        written.push(writer.end());
        writer = undefined;
        part = parts[written.length];
      }
      at += chunk.length;
    }
  } finally {
    writer?.end();
  }
  return hash.digest('hex') === sha256 ? written : undefined;
}

class PartWriter {
  readonly #path: string;
  readonly #file: number;
  readonly #hash = createHash('sha256');
  #bytes = 0;

  constructor(path: string, header: readonly Uint8Array[]) {
    this.#path = path;
    // Users' data: readable by this user only.
    this.#file = openSync(path, 'w', 0o600);
    for (const piece of header) this.write(piece);
  }

  write(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    this.#bytes += bytes.length;
    for (let at = 0; at < bytes.length;) at += writeSync(this.#file, bytes, at);
  }

  end(): WrittenPart {
    closeSync(this.#file);
    return { path: this.#path, bytes: this.#bytes, sha256: this.#hash.digest('hex') };
  }
}
