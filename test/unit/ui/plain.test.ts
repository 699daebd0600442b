// Texts of the service that VS Code must not read as signs of its own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { plain } from '../../../src/ui/plain.ts';

test('no icon and no link is left, and nothing visible is lost', () => {
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
