// The stylesheet takes every colour and font from the theme, and only from variables that VS Code has.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { root } from '../../support/paths.ts';
import { themes } from '../../support/vscode/themes.ts';

const css = readFileSync(join(root, 'src/webview/panel.css'), 'utf8').replaceAll(/\/\*.*?\*\//gs, '');

it('defines no colours', () => {
  const values = [...css.matchAll(/:\s([^;{}]+);/g)].map(([, value = '']) =>
    value.replaceAll(/--[\w-]+/g, ''),
  );
  assert.ok(values.length > 100);
  const own = values.filter((value) =>
    /#[\da-f]{3,8}\b|\b(rgba?|hsla?|oklch|white|black|red|gr[ae]y)\b/i.test(value),
  );
  assert.deepEqual(own, []);
});

it("uses only variables that VS Code's themes define", () => {
  const known = new Set(themes.flatMap(({ variables }) => Object.keys(variables)));
  const used = [...css.matchAll(/--vscode-([\w-]+)/g)].map(([, name = '']) => name);
  assert.ok(used.length > 20);
  assert.deepEqual(
    [...new Set(used)].filter((name) => !known.has(name)),
    [],
  );
});

it('loads no other files', () => {
  assert.doesNotMatch(css, /@import|url\((?!#)/);
});
