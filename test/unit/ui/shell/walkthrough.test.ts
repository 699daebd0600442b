// The walkthrough of the manifest: its steps name commands that exist, tick themselves, and have pictures.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import manifest from '../../../../package.json' with { type: 'json' };
import { commands, contextKeys, walkthrough } from '../../../../src/ui/shell/ids.ts';

const root = join(import.meta.dirname, '../../../..');
const ids: readonly string[] = Object.values(commands);
const keys: readonly string[] = Object.values(contextKeys);

test('there is one walkthrough, and Get Started opens it', () => {
  assert.deepEqual(
    manifest.contributes.walkthroughs.map(({ id }) => id),
    [walkthrough],
  );
});

for (const { id, description, completionEvents, media } of manifest.contributes.walkthroughs.flatMap(
  ({ steps }) => steps,
)) {
  test(`the step “${id}” offers a command, is ticked when it was done, and has a picture with a text`, () => {
    const linked = [...description.matchAll(/\(command:([\w.]+)\)/g)].map(([, command = '']) => command);
    assert.ok(linked.length > 0);
    for (const command of linked) assert.ok(ids.includes(command), command);
    // By what was done. `onCommand:` would tick the step when the command begins, also where it then fails or is left.
    assert.equal(completionEvents.length, 1);
    for (const event of completionEvents) assert.ok(keys.includes(event.replace('onContext:', '')), event);
    // VS Code puts the picture itself into a page, without the text.
    const picture = readFileSync(join(root, media.svg), 'utf8');
    assert.ok(picture.includes(`role="img" aria-label="${media.altText}"`), media.svg);
    assert.doesNotMatch(picture, /(?:fill|stroke)="(?!none|var\(--vscode-)/, 'every colour is the theme’s');
    assert.match(media.altText, /^[A-Z].{20,}\.$/);
  });
}
