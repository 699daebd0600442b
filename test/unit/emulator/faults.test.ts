// Checks that the emulator's documentation is complete.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { faultKinds } from '../../../src/emulator/faults.ts';
import { root } from '../../support/paths.ts';

test('the documentation names every kind of fault', () => {
  const row = readFileSync(join(root, 'docs/emulator.md'), 'utf8')
    .split('\n')
    .find((line) => line.startsWith('| `POST faults '));
  for (const kind of faultKinds) assert.ok(row?.includes(`\`${kind}\``), kind);
});
