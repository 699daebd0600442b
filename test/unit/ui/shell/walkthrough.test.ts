// The walkthrough in the manifest: its steps name existing commands, complete themselves, and have pictures.
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
  test(`the step “${id}” offers a command, is completed by a context key, and has a picture with an alternative text`, () => {
    const linked = [...description.matchAll(/\(command:([\w.]+)\)/g)].map(([, command = '']) => command);
    assert.ok(linked.length > 0);
    for (const command of linked) assert.ok(ids.includes(command), command);
    // A context key, since `onCommand:` would complete the step when the command begins, even if it fails or is cancelled.
    assert.equal(completionEvents.length, 1);
    for (const event of completionEvents) assert.ok(keys.includes(event.replace('onContext:', '')), event);
    // VS Code embeds the picture in a page, without the alternative text.
    const picture = readFileSync(join(root, media.svg), 'utf8');
    assert.ok(picture.includes(`role="img" aria-label="${media.altText}"`), media.svg);
    assert.doesNotMatch(
      picture,
      /(?:fill|stroke)="(?!none|var\(--vscode-)/,
      'every colour comes from the theme',
    );
    assert.match(media.altText, /^[A-Z].{20,}\.$/);
  });
}
