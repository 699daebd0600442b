// A source is written as planned: every user in one file, in the order of the source, and no partial files.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { splitRecord } from '../../../../src/csv/read/dialect.ts';
import { cancelled, taskRunner } from '../../../../src/files/runTask.ts';
import { planSource, type PlanInput } from '../../../../src/files/sources/planSource.ts';
import { detect, stampsOf, type Source } from '../../../../src/files/sources/source.ts';
import { changedCode } from '../../../../src/files/sources/sourceChanged.ts';
import type { SourceTasks } from '../../../../src/files/sources/sourcesWorker.ts';
import { writeSource, type WrittenSource } from '../../../../src/files/sources/writeSource.ts';
import { partsOf, type Plan } from '../../../../src/sources/plan/plan.ts';
import { useCsvFiles } from '../../../support/csvFiles.ts';
import { root } from '../../../support/paths.ts';
import { columns, pool } from '../../csv/pools.ts';

const { folder } = useCsvFiles();
const schema = pool({ csvHeader: [...columns, 'password_hash'] });

const bcrypt = '$2a$04$Z6hUTEEeoJXN5/AmSm/4.eTV92J0UWbXAnpQrNptHY7lCCR6CGvT2';
const django = 'pbkdf2_sha256$20000$salt00000000$nBGMuekv6tX8xNp4DBIM4MI/Ei2HNRCjlz7CbbFSkCo=';

function inputOf(source: Source): PlanInput {
  const [candidate] = detect(source);
  assert.ok(candidate);
  return {
    source,
    choice: { format: candidate.format, shape: candidate.shape },
    columns: [],
    now: 0,
    schema,
  };
}

interface Result {
  readonly plan: Plan;
  readonly written: WrittenSource;
  /** The usernames of each part, then those of the after-import file. */
  readonly names: readonly (readonly string[])[];
}

async function planAndWrite(input: PlanInput, into: string): Promise<Result> {
  const { plan, decisions, judged } = await planSource(input);
  const parts = partsOf(plan);
  const targets = parts.map(({ algorithm }, index) => ({
    path: join(into, `part-${index}.csv`),
    ...(algorithm === undefined ? {} : { algorithm }),
  }));
  const aside = { path: join(into, 'after.csv'), names: plan.aside };
  const written = await writeSource({ ...input, decisions, judged, targets, aside });
  const at = columns.indexOf('cognito:username');
  const names = targets.map(({ path }) =>
    readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => splitRecord(line)[at]?.value ?? ''),
  );
  const kept = parse(readFileSync(aside.path), { columns: true }) as readonly Record<string, string>[];
  return { plan, written, names: [...names, kept.map(({ username = '' }) => username)] };
}

const user = fc.record(
  {
    username: fc.string({ unit: fc.constantFrom('a', 'b', 'C', 'ü', '1'), maxLength: 6 }),
    email: fc.constantFrom('a@example.com', 'b@example.com', 'nobody', ''),
    email_verified: fc.constantFrom(true, false, 'yes', 'perhaps'),
    phone_number: fc.constantFrom('+4930123456', '030123456', 'x'),
    birthdate: fc.constantFrom('1985-02-01', '1/2/1985', '31/12/1985', 'soon'),
    name: fc.constantFrom('Ann', 'Roe, Ann', 'A\nB', '"'),
    password_hash: fc.constantFrom(bcrypt, django, '$P$B12345678901234567890123456789.', ''),
    shelf: fc.constantFrom('1', 'a,"b"\nc', ''),
    blocked: fc.boolean(),
  },
  { requiredKeys: [] },
);

describe('a source', () => {
  it('is written as it was planned, whatever its users are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(user, { minLength: 1, maxLength: 25 }), async (users) => {
        const into = mkdtempSync(join(folder, 'any-'));
        // The id ensures that a user without values is not an empty line.
        const text = users.map((each, index) => JSON.stringify({ ...each, id: String(index) })).join('\n');
        const { plan, written, names } = await planAndWrite(inputOf({ text: `${text}\n` }), into);
        assert.deepEqual(
          written.users,
          partsOf(plan).map((part) => part.users),
        );
        assert.equal(plan.rows, users.length);
        const parts = names.slice(0, -1);
        const hasNames = users.some(({ username = '' }) => username !== '');
        assert.deepEqual(
          parts.map(({ length }) => length),
          partsOf(plan).map((part) => part.users),
        );
        assert.equal(names.at(-1)?.length, plan.asideUsers);
        // In the order of the source, each once.
        for (const part of parts) {
          let from = 0;
          for (const name of part) {
            // If no user has a username, the email addresses become the usernames.
            const at = users.findIndex(
              ({ username = '', email }, index) =>
                index >= from && (username.trim() === name || (!hasNames && email === name)),
            );
            assert.ok(at >= from, `${name} is not in the order of the source`);
            from = at + 1;
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is joined to the hashes of another file', async () => {
    const at = (name: string): Source => ({ path: join(root, 'test/cases/sources', name) });
    const { source, choice } = inputOf(at('auth0-passwords.ndjson'));
    const { plan, unmatchedHashes } = await planSource({
      ...inputOf(at('auth0-users.ndjson')),
      hashes: { source, choice },
    });
    assert.deepEqual(
      plan.kept.map(({ algorithm, count }) => [algorithm, count]),
      [['BCRYPT', 1]],
    );
    // The user of the other hash exists too, but has no verified attribute.
    assert.equal(unmatchedHashes, 0);
  });

  it('replaces older files only when all files are complete, readable only by this user', async () => {
    const into = mkdtempSync(join(folder, 'whole-'));
    writeFileSync(join(into, 'part-0.csv'), 'old');
    const good = JSON.stringify([
      { username: 'ann', email: 'ann@example.com', email_verified: true, password_hash: bcrypt, shelf: '1' },
    ]);
    await planAndWrite(inputOf({ text: good }), into);
    assert.match(readFileSync(join(into, 'part-0.csv'), 'utf8'), /^cognito:username.*\nann,/);
    assert.deepEqual(readdirSync(into).toSorted(), ['after.csv', 'part-0.csv']);
    if (process.platform !== 'win32') assert.equal(statSync(join(into, 'after.csv')).mode & 0o77, 0);
  });

  it('that has changed since the plan leaves all files unchanged', async () => {
    const into = mkdtempSync(join(folder, 'half-'));
    writeFileSync(join(into, 'part-0.csv'), 'old');
    const path = join(into, 'users.json');
    const one = JSON.stringify({ username: 'ann', email: 'ann@example.com', email_verified: true });
    writeFileSync(path, `[${one}]`);
    const input = inputOf({ path });
    const { decisions, plan, judged } = await planSource(input);
    writeFileSync(path, `[${one},${one}]`);
    const targets = [{ path: join(into, 'part-0.csv') }];
    const aside = { path: join(into, 'after.csv'), names: plan.aside };
    const write = { ...input, decisions, judged, targets, aside };
    await assert.rejects(writeSource(write), { code: changedCode });
    // As if the file changed during the writing.
    const { stamps } = (await planSource(input)).judged;
    await assert.rejects(writeSource({ ...write, judged: { ...judged, stamps } }), { code: changedCode });
    assert.equal(readFileSync(join(into, 'part-0.csv'), 'utf8'), 'old');
    assert.ok(!existsSync(aside.path));
    assert.deepEqual(readdirSync(into).toSorted(), ['part-0.csv', 'users.json']);
  });

  it('leaves no file when writing is cancelled', async (t) => {
    const into = mkdtempSync(join(folder, 'cancelled-'));
    const line = JSON.stringify({ username: 'ann', email: 'ann@example.com', email_verified: true });
    const { choice, ...rest } = inputOf({ text: `${line}\n${line}\n` });
    const { decisions } = await planSource({ choice, ...rest });
    // An endless pipe, so that the worker cannot finish before the cancellation.
    const path = join(into, 'users.ndjson');
    execFileSync('mkfifo', [path]);
    const writer = spawn('sh', ['-c', 'exec yes "$1" > "$2"', 'sh', line, path]);
    t.after(() => writer.kill('SIGKILL'));
    const ended = once(writer, 'exit');
    const run = taskRunner<SourceTasks>(join(root, 'src/files/sources/sourcesWorker.ts'));
    const stop = new AbortController();
    const reason = cancelled();
    const target = join(into, 'users.csv');
    const options = { name: 'users.ndjson', signal: stop.signal, onProgress: () => stop.abort(reason) };
    const piped = { ...rest, choice, source: { path } };
    const judged = { verdicts: new Uint8Array(1 << 24).fill(1), stamps: stampsOf(piped) };
    const input = { ...piped, decisions, judged, targets: [{ path: target }] };
    await assert.rejects(run('write', input, options), reason);
    assert.deepEqual(await ended, [null, 'SIGPIPE']);
    assert.ok(!existsSync(target));
  });
});
