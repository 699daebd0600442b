// The tools and the skill of the manifest match the code, are described for a model, and are in the README.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import manifest from '../../../../package.json' with { type: 'json' };
import { toolNames } from '../../../../src/ui/agents/toolNames.ts';

const root = join(import.meta.dirname, '../../../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const { languageModelTools: tools, chatSkills } = manifest.contributes;
const names: readonly string[] = Object.values(toolNames);

test('the manifest has the tools of the code', () => {
  assert.deepEqual(tools.map(({ name }) => name).sort(), [...names].sort());
});

for (const { name, when, modelDescription, userDescription, inputSchema, toolReferenceName } of tools) {
  test(`${name} describes when to use it, and has a strict schema`, () => {
    assert.match(name, /^(?:list|get|validate|stop|start)_cognito_[a-z_]+$/);
    assert.match(toolReferenceName, /^cognito\w+$/);
    assert.equal(when, 'isWorkspaceTrusted');
    assert.match(modelDescription, /\b(?:Use it|Call it)\b/);
    // Tools and commands that the description names exist.
    for (const [other] of modelDescription.matchAll(/\b[a-z]+_cognito_[a-z_]+/g))
      assert.ok(names.includes(other));
    for (const [, title = ''] of modelDescription.matchAll(/“Cognito: ([^”]+)”/g))
      assert.ok(
        manifest.contributes.commands.some((command) => command.title === title),
        title,
      );
    assert.match(userDescription, /\.$/);
    const { properties, required, additionalProperties } = inputSchema;
    assert.equal(additionalProperties, false);
    for (const key of required) assert.ok(key in properties, key);
    for (const [key, property] of Object.entries(properties)) assert.match(property.description, /\.$/, key);
    assert.ok(readme.includes(`| \`${name}\` |`), 'README');
  });
}

test('each skill is in a folder of its name, and names only existing tools and commands', () => {
  assert.equal(chatSkills.length, 1);
  for (const { path } of chatSkills) {
    const text = readFileSync(join(root, path), 'utf8');
    const [, front = ''] = /^---\n(.*?)\n---\n/s.exec(text) ?? [];
    assert.equal(/^name: (.*)$/m.exec(front)?.[1], basename(dirname(path)));
    assert.match(/^description: (.*)$/m.exec(front)?.[1] ?? '', /Use when .{40}/);
    for (const [name] of text.matchAll(/\b[a-z]+_cognito_[a-z_]+/g)) assert.ok(names.includes(name), name);
    for (const [, title = ''] of text.matchAll(/\*Cognito: ([^*]+)\*/g))
      assert.ok(
        manifest.contributes.commands.some((command) => command.title === title),
        title,
      );
  }
});
