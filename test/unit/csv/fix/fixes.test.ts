// Quick fixes: every kind of mistake is found at its place and fixed, alone and together with all others.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decideDates, newDateEvidence } from '../../../../src/csv/values/dates.ts';
import { editLine, newFixContext, type Edit } from '../../../../src/csv/fix/edit.ts';
import { fixesFor } from '../../../../src/csv/fix/fixes.ts';
import { FileFixer } from '../../../../src/csv/fix/fixFile.ts';
import { rules, type RuleId } from '../../../../src/csv/validate/rules.ts';
import { validateText, type ValidationResult } from '../../../../src/csv/validate/validate.ts';
import { mistakes, mistakesFile, mistakesHeader, mistakesPool, unmarked, type Mistake } from '../mistakes.ts';
import { file, marked, pool, row } from '../pools.ts';
import { fixText } from '../texts.ts';

/** Fixes of rows depend on the header, whose names are fixed first. */
const context = newFixContext(
  fixedHeader(),
  mistakesPool,
  decideDates(validateText(mistakesFile, mistakesPool).summary.dates ?? assert.fail()),
);

function fixedHeader(): string {
  return mistakesHeader
    .replace('\ufeff', '')
    .replaceAll('"', '')
    .replace('Phone Number', 'phone_number')
    .replace(' name', 'name');
}

/** Whether fixing everything fixes such a mistake. */
function isFixedWithAll(how: Mistake['how']): boolean {
  return how === 'safe' || how === 'equal';
}

function errorsOf({ findings }: ValidationResult): readonly string[] {
  return findings
    .filter(({ rule }) => rules[rule].severity !== 'info')
    .map(({ rule, line }) => `${line}: ${rule}`);
}

describe('forty kinds of mistakes', () => {
  const { findings } = validateText(mistakesFile, mistakesPool);

  it('are at least forty', () => assert.ok(mistakes.length >= 40, String(mistakes.length)));

  it('are found in the header', () => {
    const header = findings
      .filter(({ line }) => line === 1)
      .map(({ rule, start, end }) => [rule, start, end]);
    const at = (text: string, rule: RuleId) => {
      const start = mistakesHeader.slice(1).indexOf(text);
      return [rule, start, start + text.length];
    };
    assert.deepEqual(header, [
      ['byte-order-mark', 0, 0],
      ['missing-column', 0, mistakesHeader.length - 1],
      at('"email"', 'quoted-header'),
      at('Phone Number', 'unknown-column'),
      at(' name', 'white-space'),
      at('sub', 'not-importable-column'),
    ]);
  });

  mistakes.forEach(({ kind, rule, line, fixed, how }, index) => {
    it(`${kind}: found at its place, and ${how === 'hand' ? 'left to the user' : 'fixed'}`, () => {
      const place = { ...marked(line), rule, line: index + 2 };
      const found = findings.filter((finding) => finding.line === place.line && finding.rule === rule);
      assert.deepEqual(
        found.map(({ start, end }) => [start, end]),
        [[place.start, place.end]],
      );
      const [best] = fixesFor(place, unmarked(line), context);
      if (how === 'hand') {
        assert.equal(best, undefined);
        return;
      }
      assert.ok(best);
      assert.equal(best.safe, how === 'safe');
      const mended = best.edits
        .toReversed()
        .reduce<string | undefined>(
          (text, edit) => (text === undefined ? undefined : editLine(edit, place.line, text)),
          unmarked(line),
        );
      assert.equal(mended, fixed);
    });
  });

  it('are all applied at once if they need no review; everything else stays unchanged', () => {
    const [header, ...lines] = fixText(mistakesFile, mistakesPool).trimEnd().split('\n');
    assert.equal(header, fixedHeader());
    assert.deepEqual(
      lines,
      mistakes.flatMap(({ line, fixed, how }) => (isFixedWithAll(how) ? (fixed ?? []) : unmarked(line))),
    );
  });

  it('are gone once the rest is fixed by hand: every user is imported', () => {
    const rows = mistakes.map(({ line, fixed, how }) =>
      isFixedWithAll(how) ? unmarked(line) : (fixed ?? ''),
    );
    const fixed = fixText([mistakesHeader, ...rows].join('\n'), mistakesPool).split('\n');
    const columnFixes = validateText(fixed.join('\n'), mistakesPool).findings.map((finding) => {
      const [fix] = fixesFor(finding, fixed[0] ?? '', context);
      return finding.line === 1 ? (fix?.edits ?? []) : [];
    });
    assert.equal(columnFixes.flat().length, 2, 'fixes a superfluous and a missing column');
    const done = fixed.map((line, index) =>
      columnFixes.flat().reduceRight((text, edit) => editLine(edit, index + 1, text) ?? '', line),
    );
    assert.match(done[0] ?? '', /,password_hash,nickname$/);
    const result = validateText(done.join('\n'), mistakesPool);
    assert.deepEqual(errorsOf(result), []);
    const gone = mistakes.filter(({ fixed }) => fixed === undefined).length;
    assert.equal(result.summary.rows, mistakes.length - gone);
    assert.equal(result.summary.ready, result.summary.rows);
  });
});

describe('editLine', () => {
  it('removes and appends columns in every line but empty ones', () => {
    const lines = ['a,b,c', '1,2\\,3,4', '', 'C:\\'];
    const edit = (kind: Edit) => lines.map((line, index) => editLine(kind, index + 1, line));
    assert.deepEqual(edit({ kind: 'deleteColumn', index: 1 }), ['a,c', '1,4', '', 'C:\\']);
    assert.deepEqual(edit({ kind: 'appendColumns', names: ['d', 'e'] }), [
      'a,b,c,d,e',
      '1,2\\,3,4,,',
      '',
      'C:\\ ,,',
    ]);
  });

  it('changes only the given line', () => {
    assert.equal(editLine({ kind: 'replace', line: 2, start: 1, end: 2, text: 'xy' }, 2, 'abc'), 'axyc');
    assert.equal(editLine({ kind: 'replace', line: 2, start: 1, end: 2, text: 'xy' }, 3, 'abc'), 'abc');
    assert.equal(editLine({ kind: 'deleteLine', line: 2 }, 2, 'abc'), undefined);
    assert.equal(editLine({ kind: 'removeByteOrderMark' }, 1, '\ufeffa'), 'a');
    assert.equal(editLine({ kind: 'removeByteOrderMark' }, 2, '\ufeffa'), '\ufeffa');
  });
});

describe('fixText', () => {
  it('keeps line ends as they are and a good file untouched', () => {
    const text = file(row(), row({ 'cognito:username': 'joe' }));
    assert.equal(fixText(text, pool()), text);
    const windows = text.replaceAll('\n', '\r\n').trimEnd();
    assert.equal(fixText(windows, pool()), windows);
    assert.equal(fixText('', pool()), '');
  });

  it('can be limited to one rule', () => {
    const text = file(row({ birthdate: '1985-02-01', email_verified: 'yes' }));
    assert.equal(fixText(text, pool(), { only: 'boolean-value' }), file(row({ birthdate: '1985-02-01' })));
  });

  it('removes a row only if every cell equals that of an earlier row', () => {
    const others = [row({ email: 'john@example.com' }), row({ name: 'Jane R.' }), row({ email: 'nobody' })];
    for (const other of others) assert.equal(fixText(file(other, row()), pool()), file(other, row()));
    assert.equal(fixText(file(row(), ...others, row()), pool()), file(row(), ...others));
    assert.equal(fixText(file(row(), row({ name: ' Jane Roe' })), pool()), file(row()));
  });

  it('leaves a file without a header alone', () => {
    const text = `${row()}\n${row()}\n`;
    assert.equal(fixText(text, pool()), text);
  });

  it('leaves columns where they are, whatever is wrong with them', () => {
    const text = 'cognito:username,email,email_verified,sub,surname\njane,jane@example.com,true,1,Roe\n';
    assert.equal(fixText(text, pool()), text);
  });

  it('counts its fixes', () => {
    const fixer = new FileFixer(pool(), { dates: newDateEvidence() });
    file(row({ birthdate: '1985-02-01', email_verified: 'yes' }), row())
      .trimEnd()
      .split('\n')
      .forEach((line) => fixer.fixLine(line));
    assert.equal(fixer.fixes, 3);
  });
});
