// Escapes texts of the service, so that VS Code does not interpret them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { plain, plainStart } from '../../../../src/ui/shell/escapeText.ts';

test('icons and links are escaped, and nothing visible is lost', () => {
  assert.doesNotMatch(plain('$(error) [x](command:workbench.action.quit)'), /\$\(|\]\(/);
  const part = fc.constantFrom('$', '(', ')', ']', '[', 'a', '$(', '](');
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const text = parts.join('');
      const shown = plain(text);
      assert.doesNotMatch(shown, /\$\(|\]\(/);
      assert.equal(shown.replaceAll('\u200b', ''), text);
    }),
  );
});

test('the text is one line without direction overrides', () => {
  assert.equal(plain('customers\r\nAccount: 1\u2028x'), 'customers Account: 1 x');
  assert.equal(plain('\u202eevod\u2069!'), '\ufffdevod\ufffd!');
  assert.equal(plain('אבג مرحبا'), 'אבג مرحبا', 'letters keep their own direction');
});

test('the start of a long name ends with an ellipsis, and never splits a character', () => {
  assert.equal(plainStart('x'.repeat(40)), 'x'.repeat(40));
  assert.equal(plainStart('x'.repeat(41)), `${'x'.repeat(39)}…`);
  assert.equal(plainStart('🧑‍🚀'.repeat(40)), '🧑‍🚀'.repeat(40));
  assert.equal(plainStart('🧑‍🚀'.repeat(41)), `${'🧑‍🚀'.repeat(39)}…`);
});
