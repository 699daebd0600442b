// The samples that an emulator can start with.
import type { Control } from '../control.ts';
import { sowDemo } from './demo.ts';
import { sowLarge } from './large.ts';

export const seedNames = ['demo', 'empty', 'large'] as const;
export type SeedName = (typeof seedNames)[number];

type Seed = (control: Control, now: number) => void | Promise<void>;

const seeds: Readonly<Record<SeedName, Seed>> = {
  demo: sowDemo,
  empty: () => undefined,
  large: sowLarge,
};

/** @param now milliseconds since the epoch; the times of a sample are relative to it. */
export async function sow(seed: SeedName, control: Control, now: number): Promise<void> {
  await seeds[seed](control, now);
}
