// The line numbering of a job's log: inferred with and without the CSV, or chosen by the user.
import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { settled } from '../../../support/virtualClock.ts';
import { ResultsWorld, users } from './resultsWorld.ts';

let world: ResultsWorld;
beforeEach(() => {
  world = new ResultsWorld();
});

describe('the numbering of the log', () => {
  const lines = () => world.shown().groups.map((group) => group.lines);
  const numbering = () => world.shown().numbering;
  const blank = Uint32Array.of();

  it('is certain if the log has the number 1', async () => {
    await world.read(['SUCCEEDED 1 Imported.', 'FAILED 2 Email is missing.']);
    assert.deepEqual(lines(), [[3]]);
    assert.deepEqual(numbering(), {
      text: 'The numbers in the log are taken as rows of users, the first user being 1. The log has a row with the number 1, and line 1 of the file is the header.',
      isCertain: true,
    });
    assert.equal(world.results.isCertain, false, 'without the CSV, destructive actions are not allowed');
    assert.equal(world.shown().missing, 'noCsv');
    await world.openCsv();
    assert.equal(world.results.isCertain, true);
    assert.equal(world.shown().missing, undefined);
  });

  it('is inferred from the rows of the CSV, which are counted once', async () => {
    world.found = { rows: 4, blankLines: blank };
    await world.read(['FAILED 5 Email is missing.'], 'Stopped');
    assert.match(
      numbering()?.text ?? '',
      /^Not certain: the numbers .* The rows shown may be other people’s\.$/,
    );
    await world.openCsv();
    assert.deepEqual([numbering()?.isCertain, lines()], [true, [[5]]]);
    world.results.readAgain();
    world.looks.shift()?.(true);
    await settled();
    assert.deepEqual(world.searches, [false]);
  });

  it("is inferred from the validator's expectation if nothing else helps", async () => {
    const rows = Array.from(
      { length: 30 },
      (_, index) => `${index % 3 === 0 ? 'FAILED' : 'SUCCEEDED'} ${index + 5} x`,
    );
    world.found = { rows: 90, blankLines: blank };
    world.judged = {
      ...world.found,
      expected: Uint8Array.from({ length: 92 }, (_, line) => (line % 3 === 0 ? 2 : 1)),
    };
    world.log.write(...rows);
    world.log.end('Stopped');
    world.results.watch();
    await world.openCsv();
    await world.clock.advance(10_000);
    await world.results.numbered();
    assert.deepEqual(world.searches, [false, true]);
    assert.deepEqual(
      [world.results.numbering.base, world.results.isCertain, world.results.lineOf(5)],
      ['dataRows', true, 6],
    );
  });

  it('stays uncertain if the rows cannot be read or judged, without a second attempt', async () => {
    world.log.write('FAILED 3 x');
    world.log.end('Stopped');
    world.results.watch();
    await world.openCsv();
    await world.clock.advance(10_000);
    await world.results.numbered();
    world.results.readAgain();
    await settled();
    assert.deepEqual([world.searches, world.results.isCertain, lines()], [[false, true], false, [[3]]]);
  });

  it("is the user's choice", async () => {
    await world.read(['FAILED 3 x'], 'Stopped');
    world.chosen = 'dataRows';
    world.results.baseChosen();
    assert.deepEqual(lines(), [[4]]);
    assert.match(numbering()?.text ?? '', /You chose it\.$/);
  });

  it('is never certain enough for destructive actions with a CSV that the user has located', async () => {
    await world.read(['SUCCEEDED 1 x', 'FAILED 2 x']);
    world.csv = { ...users, isUnproven: true };
    void world.results.checkCsv();
    world.looks.shift()?.(true);
    await settled();
    assert.deepEqual([numbering()?.isCertain, world.results.isCertain], [true, false]);
    assert.match(world.shown().csvNote ?? '', /Nothing proves/);
    assert.equal(world.shown().missing, 'unproven');
  });

  it('counts as missing if it stays uncertain, as does a log without imported rows', async () => {
    world.log.write('SUCCEEDED 3 x');
    world.log.end('Stopped');
    world.results.watch();
    assert.equal(world.shown().missing, undefined, 'the log is being read');
    world.found = { rows: 4, blankLines: blank };
    await world.openCsv();
    await world.clock.advance(10_000);
    await world.results.numbered();
    assert.equal(world.shown().missing, 'uncertain');
    const other = new ResultsWorld();
    await other.read(['FAILED 3 x']);
    assert.equal(other.shown().missing, 'noLog');
  });
});
