// Realistic exports of other systems: who is imported, who keeps the password, and what goes to the after-import file.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { detect } from '../../../../src/files/sources/source.ts';
import { planSource, type PlanInput } from '../../../../src/files/sources/planSource.ts';
import { writeSource } from '../../../../src/files/sources/writeSource.ts';
import { partsOf } from '../../../../src/sources/plan/plan.ts';
import { useCsvFiles } from '../../../support/csvFiles.ts';
import { root } from '../../../support/paths.ts';
import { defaultPool } from '../../csv/casePools.ts';

const { folder } = useCsvFiles();
const schema = { ...defaultPool(), csvHeader: [...defaultPool().csvHeader, 'password_hash'] };

const cases: readonly {
  readonly file: string;
  /** Whether the user declares every email address verified, because the source has no such information. */
  readonly everyoneVerified?: true;
  readonly kept: readonly string[];
  readonly reset: readonly string[];
  /** Reasons with the users' positions in the file. */
  readonly lost: readonly string[];
  readonly hashes: readonly RegExp[];
  /** The lines of the after-import file. */
  readonly aside: readonly string[];
}[] = [
  {
    file: 'auth0-passwords.ndjson',
    kept: ['BCRYPT 1'],
    reset: [],
    lost: ['no-verified-attribute 1'],
    hashes: [/,Second@Example\.com,\$2b\$10\$/],
    aside: ['username,source_id', 'Second@Example.com,60425dc43519d90068f82974'],
  },
  {
    file: 'firebase-no-header.csv',
    kept: [],
    reset: ['none 2'],
    lost: [],
    hashes: [/,yu@example\.com,$/, /,han@example\.com,$/],
    aside: [
      'username,source_id,created_at,google_id,google_email,google_display_name,google_photo_url,last_sign_in_at',
      'yu@example.com,Aa0Bb1Cc2Dd3Ee4Ff5Gg6Hh7Ii8J,1771208655457,100000000000000000001,yu@example.com,王小明,https://lh3.googleusercontent.com/a/EXAMPLE0000=s96-c,1771496959993',
      'han@example.com,Bb1Cc2Dd3Ee4Ff5Gg6Hh7Ii8Jj9K,1768810048165,100000000000000000002,han@example.com,"Lee, Han",https://lh3.googleusercontent.com/a/EXAMPLE0000=s96-c,1768810048165',
    ],
  },
  {
    file: 'keycloak-realm.json',
    kept: ['PBKDF2_SHA256 1 of which 1 converted'],
    reset: [],
    lost: ['no-verified-attribute 1', 'service-account 3'],
    hashes: [/,alice,\$pbkdf2-sha256\$27500\$Heso1IwgGcCzUWnMzs3aig\$qip376/],
    aside: ['username,groups', 'alice,"[""/Ops""]"'],
  },
  {
    file: 'django-dumpdata.json',
    everyoneVerified: true,
    kept: ['PBKDF2_SHA256 1 of which 1 converted'],
    reset: ['locked 1', 'over-limit 1 PBKDF2_SHA256 with iterations 870000, at most 600000'],
    // Its email address is empty.
    lost: ['no-verified-attribute 1'],
    hashes: [/,user2,\$pbkdf2-sha256\$600000\$/, /,user3,$/, /,user4,$/],
    aside: [
      'username,source_id,disabled,created_at,is_superuser,is_staff',
      'user2,1,,2024-06-03T21:47:32.986Z,true,true',
      'user3,3,true,2024-06-03T21:47:32.986Z,,',
      'user4,4,,2025-06-03T21:47:32.986Z,,',
    ],
  },
];

async function planned(file: string, everyoneVerified = false) {
  const source = { path: join(root, 'test/cases/sources', file) };
  const [candidate] = detect(source);
  assert.ok(candidate?.sure);
  const choice = { format: candidate.format, shape: candidate.shape };
  const input: PlanInput = { source, choice, columns: [], now: 0, schema };
  const first = await planSource(input);
  if (!everyoneVerified) return { input, ...first };
  const verified = { kind: 'constant', value: 'true' } as const;
  const fillings = { ...first.decisions.fillings, email_verified: verified };
  return { input, ...(await planSource({ ...input, decisions: { ...first.decisions, fillings } })) };
}

describe('the export of another system', () => {
  for (const { file, everyoneVerified, kept, reset, lost, hashes, aside } of cases)
    it(file, async () => {
      const { input, plan, decisions, judged } = await planned(file, everyoneVerified);
      assert.deepEqual(
        plan.kept.map(
          ({ algorithm, count, converted }) =>
            `${algorithm} ${count}${converted > 0 ? ` of which ${converted} converted` : ''}`,
        ),
        kept,
      );
      assert.deepEqual(
        plan.reset.map(({ reason, count, detail }) => [reason, count, detail].join(' ').trim()),
        reset,
      );
      assert.deepEqual(
        plan.lost.map(({ reason, places }) => [reason, ...places].join(' ')),
        lost,
      );
      const into = mkdtempSync(join(folder, 'case-'));
      const targets = partsOf(plan).map(({ algorithm }, index) => ({
        path: join(into, `part-${index}.csv`),
        ...(algorithm === undefined ? {} : { algorithm }),
      }));
      const after = { path: join(into, 'after.csv'), names: plan.aside };
      await writeSource({ ...input, decisions, judged, targets, aside: after });
      const lines = (path: string): string[] => readFileSync(path, 'utf8').trimEnd().split('\n');
      const [rows = []] = targets.map(({ path }) => lines(path).slice(1));
      assert.equal(rows.length, hashes.length);
      for (const hash of hashes)
        assert.ok(
          rows.some((row) => hash.test(row)),
          `${hash.source} of ${rows.join('\n')}`,
        );
      assert.deepEqual(lines(after.path), aside);
    });
});
