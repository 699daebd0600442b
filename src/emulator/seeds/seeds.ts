// What an emulator can start with.
import type { Control } from '../control.ts';
import { sowDemo } from './demo.ts';
import { sowLarge } from './large.ts';

export const seedNames = ['demo', 'empty', 'large'] as const;
export type SeedName = (typeof seedNames)[number];

/** @param now milliseconds since the epoch: samples are told relative to it. */
export function sow(seed: SeedName, control: Control, now: number): void {
  switch (seed) {
    case 'demo':
      return sowDemo(control, now);
    case 'large':
      return sowLarge(control, now);
    case 'empty':
      return;
  }
}
