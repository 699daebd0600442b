// Job names.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkJobName, partName, suggestJobName } from '../../../../src/domain/imports/import.ts';
import { newImport, severalParts, trialImport } from '../../../support/worlds/importWorld.ts';

test('suggested names are valid for the API, and contain the time to the second', () => {
  fc.assert(
    fc.property(fc.string(), (name) => checkJobName(suggestJobName(name, new Date(0))) === undefined),
  );
  assert.equal(suggestJobName('users (1).csv', new Date(1_000)), 'users -1-1970-01-01-000001');
});

test('names of parts are valid for the API, and differ; a single job keeps the name', () => {
  const name = fc.stringMatching(/^[\w\s+=,.@-]{1,128}$/);
  fc.assert(
    fc.property(name, fc.integer({ min: 0, max: 9_998 }), (jobName, index) => {
      const state = severalParts({ jobName });
      assert.equal(checkJobName(partName(state, index)), undefined);
      assert.notEqual(partName(state, index), partName(state, index + 1));
    }),
  );
  assert.equal(partName(severalParts({ jobName: 'users-2026' }), 11), 'users-2026-12');
  assert.equal(partName(newImport(), 0), 'nightly');
  const [, part] = trialImport().parts;
  const several = trialImport({ parts: [part, part, part].flatMap((each) => each ?? []) });
  assert.deepEqual(
    [partName(trialImport(), 0), partName(trialImport(), 1), partName(several, 2)],
    ['users-trial', 'users-rest', 'users-rest-2'],
  );
});
