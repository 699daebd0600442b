// How choices on the page of a plan change the plan, the page and the exported plan.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { planSource } from '../../../../../src/files/sources/planSource.ts';
import { detect, type Source } from '../../../../../src/files/sources/source.ts';
import type { PlanSnapshot } from '../../../../../src/protocol/plan.ts';
import { planFileNames } from '../../../../../src/ui/csv/plan/planFiles.ts';
import { planMarkdown } from '../../../../../src/ui/csv/plan/planMarkdown.ts';
import { planSnapshot } from '../../../../../src/ui/csv/plan/planSnapshot.ts';
import {
  knownDates,
  withAnswer,
  withFilling,
  withFilter,
  withMapping,
  type PlanState,
} from '../../../../../src/ui/csv/plan/planState.ts';
import { planWords } from '../../../../../src/ui/csv/plan/planWords.ts';
import { formats } from '../../../../../src/sources/formats/formats.ts';
import type { Candidate } from '../../../../../src/sources/read/detect.ts';
import { root } from '../../../../support/paths.ts';
import { columns, pool } from '../../../csv/pools.ts';

const schema = pool({ csvHeader: [...columns, 'nickname', 'password_hash'] });

const people = [
  { id: '1', login: 'ann', mail: 'ann@example.com', email_verified: true, nick: 'Annie', plan: 'pro' },
  {
    id: '2',
    login: 'bob',
    mail: 'bob@example.com',
    email_verified: false,
    mobile: '030 1234567',
    plan: 'free',
  },
  { id: '3', login: 'cyd', mail: 'cyd@example.com', email_verified: true, dob: '3/4/85', blocked: true },
];

/** Makes the plan again, as the panel does after a choice. */
async function plan(state: PlanState): Promise<PlanState> {
  const dates = knownDates(state);
  const planned = await planSource({
    ...state.input,
    schema,
    ...(state.decisions ? { decisions: state.decisions } : {}),
    ...(dates ? { dates } : {}),
  });
  return { ...state, planned, decisions: planned.decisions };
}

async function begin(records: readonly object[] = people): Promise<PlanState> {
  const source = { text: JSON.stringify(records) };
  return beginWith(source, detect(source).at(-1));
}

async function beginWith(source: Source, candidate: Candidate | undefined): Promise<PlanState> {
  assert.ok(candidate);
  const choice = { format: candidate.format, shape: candidate.shape };
  const input = { source, choice, columns: [], now: 0 };
  return plan({ input, schema, firstColumns: candidate.columns });
}

function show(state: PlanState): PlanSnapshot {
  const fileNames = state.planned ? planFileNames('people-cognito.csv', state.planned.plan) : [];
  const setting = {
    fileName: 'people.json',
    formatName: 'Other',
    poolName: 'customers',
    place: [],
    fileNames,
  };
  return planSnapshot(state, { ...setting, busy: false, locale: 'en' });
}

const numbers = (state: PlanState): readonly number[] => show(state).figures.map(({ count }) => count);
const mapped = (state: PlanState): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(show(state).columns.map(({ from, to }) => [from, to]));

describe('the plan of a file', () => {
  it('begins with the detected meaning of each value', async () => {
    const state = await begin();
    assert.deepEqual(numbers(state), [3, 2, 0, 2, 1]);
    assert.deepEqual(mapped(state), {
      id: 'keep',
      login: 'cognito:username',
      mail: 'email',
      email_verified: 'email_verified',
      nick: 'keep',
      plan: 'keep',
      mobile: 'phone_number',
      dob: 'birthdate',
      blocked: 'keep',
    });
  });

  it('changes when a value is mapped to another column, and back', async () => {
    const first = await begin();
    const nick = await plan(withMapping(first, 'nick', 'nickname'));
    assert.equal(mapped(nick)['nick'], 'nickname');
    assert.ok(!nick.planned?.plan.aside.includes('nick'));
    const left = await plan(withMapping(nick, 'nick', 'leave'));
    assert.equal(mapped(left)['nick'], 'leave');
    assert.ok(!left.planned?.plan.aside.includes('nick'));
    const kept = await plan(withMapping(left, 'nick', 'keep'));
    assert.deepEqual(mapped(kept), mapped(first));
    assert.deepEqual(kept.planned?.plan, first.planned?.plan);
  });

  it('maps only one value to a column, and asks what fills a required column without a value', async () => {
    const first = await begin();
    const swapped = await plan(withMapping(first, 'id', 'cognito:username'));
    assert.deepEqual([mapped(swapped)['id'], mapped(swapped)['login']], ['cognito:username', 'keep']);
    const without = await plan(withMapping(first, 'login', 'keep'));
    assert.deepEqual(numbers(without), [3, 0, 0, 0, 3]);
    const gap = show(without).gaps.find(({ target }) => target === 'cognito:username');
    assert.equal(gap?.value, '');
    const filled = await plan(withFilling(without, 'cognito:username', 'from:email'));
    assert.deepEqual(numbers(filled), numbers(first));
  });

  it("follows the user's choices about verified users and filters", async () => {
    const first = await begin();
    const gap = show(first).gaps.find(({ target }) => target === 'email_verified');
    assert.equal(gap?.value, 'from:email_verified');
    const everyone = await plan(withFilling(first, 'email_verified', 'true'));
    assert.deepEqual(numbers(everyone), [3, 3, 0, 3, 0]);
    const enabled = await plan(withFilter(everyone, 'notBlocked', true));
    assert.deepEqual(numbers(enabled), [3, 2, 0, 2, 1]);
    assert.match(
      show(enabled)
        .losses.map(({ text }) => text)
        .join(),
      /Blocked or disabled in the source; left out/,
    );
  });

  it('asks questions that only the user can answer, and follows the answers', async () => {
    const first = await plan(withFilling(await begin(), 'email_verified', 'true'));
    assert.deepEqual(
      show(first).questions.map(({ id, value, why }) => [id, value, why !== undefined]),
      [
        ['country', '', true],
        ['dateOrder', '', true],
        ['years', '', true],
      ],
    );
    assert.deepEqual(
      show(first).emptied.map(({ count }) => count),
      [1, 1],
    );
    const country = await plan(withAnswer(first, 'country', 'DE', 2026));
    const order = await plan(withAnswer(country, 'dateOrder', 'dmy', 2026));
    const years = await plan(withAnswer(order, 'years', 'past', 2026));
    assert.deepEqual(show(years).emptied, []);
    assert.deepEqual(
      show(years).questions.map(({ value, why }) => [value, why]),
      [
        ['DE', undefined],
        ['dmy', undefined],
        ['past', undefined],
      ],
    );
    const undone = await plan(withAnswer(years, 'country', 'nowhere', 2026));
    assert.equal(show(undone).emptied.length, 1);
  });

  it('warns about peppered Devise hashes if they are used, and can import without them', async () => {
    const source = { path: join(root, 'test/cases/sources/devise-users.csv') };
    const state = await beginWith(source, detect(source)[0]);
    const first = await plan(withFilling(state, 'email_verified', 'true'));
    const caution = /config\.pepper in config\/initializers\/devise\.rb .*Check a Hash with a Password/;
    assert.match(show(first).warnings.join('\n'), caution);
    assert.equal(show(first).filters.find(({ id }) => id === 'keepHashes')?.on, true);
    assert.deepEqual(numbers(first), [2, 2, 2, 0, 0]);
    const without = await plan(withFilter(first, 'keepHashes', false));
    assert.doesNotMatch(show(without).warnings.join('\n'), caution);
    assert.equal(show(without).filters.find(({ id }) => id === 'keepHashes')?.on, false);
    assert.deepEqual(numbers(without), [2, 2, 0, 2, 0]);
    assert.deepEqual(
      show(without).resets.map(({ text, count }) => [text, count]),
      [[planWords.hashesLeftOut, 2]],
    );
    assert.match(planMarkdown(show(without)), /With their passwords.* \| no \|/);
    const back = await plan(withFilter(without, 'keepHashes', true));
    assert.deepEqual(numbers(back), numbers(first));
    assert.doesNotMatch(show(await begin()).warnings.join('\n'), caution);
    const ids = formats.map(({ id }) => id);
    for (const id of Object.keys(planWords.hashCautions)) assert.ok(ids.includes(id), id);
  });

  it('mentions secrets without keeping them', async () => {
    const state = await begin([{ ...people[0], apiToken: 'x' }]);
    const column = show(state).columns.find(({ from }) => from === 'apiToken');
    assert.match(column?.note ?? '', /secret/i);
    assert.ok(!state.planned?.plan.aside.includes('apiToken'));
  });
});

describe('the exported plan', () => {
  it('has the same content as the page', async () => {
    const state = await plan(withFilling(await begin(), 'email_verified', 'true'));
    const text = planMarkdown(show(state));
    assert.match(text, /^# people\.json into customers\n/);
    assert.match(text, /\| Will be imported \| 3 \| 100% \|/);
    assert.match(text, /\| The source has no password hash for them\. \| 3 \|/);
    assert.match(text, /people-cognito\.after\.csv keeps aside/);
    assert.doesNotMatch(text, /@example\.com|030 1234567|3\/4\/85/, 'no value of a user');
  });

  it('escapes names from the file', async () => {
    const name = 'a|b](command:x) `<img>` # c';
    const text = planMarkdown(show(await begin([{ ...people[0], [name]: 'x' }])));
    assert.match(text, /a\\\|b\\\]\(command:x\) \\`\\<img\\>\\` \\# c/);
  });
});
