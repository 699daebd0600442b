// The manifest and the code have the same commands, keys, views and settings.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Machine } from '../../../../src/ui/connections/machine.ts';
import {
  commands,
  contextKeys,
  displayName,
  panelType,
  settings,
  settingsSection,
  views,
} from '../../../../src/ui/shell/ids.ts';

const machines: readonly Machine[] = ['here', 'ssh', 'wsl', 'container', 'codespace', 'remote', 'own'];

interface MenuItem {
  readonly command: string;
  readonly when?: string;
}

interface SubmenuItem {
  readonly submenu: string;
}

interface Manifest {
  readonly name: string;
  readonly publisher: string;
  readonly displayName: string;
  readonly description: string;
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly supported: unknown } };
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly shortTitle?: string;
      readonly category: string;
    }[];
    readonly menus: Readonly<Record<string, readonly (MenuItem | SubmenuItem)[]>>;
    readonly submenus: readonly { readonly id: string; readonly label: string }[];
    readonly keybindings: readonly MenuItem[];
    readonly viewsContainers: { readonly activitybar: readonly { readonly title: string }[] };
    readonly views: Readonly<Record<string, readonly { readonly id: string; readonly name: string }[]>>;
    readonly viewsWelcome: readonly { readonly contents: string; readonly when: string }[];
    readonly configuration: {
      readonly title: string;
      readonly properties: Readonly<
        Record<string, { readonly scope: string; readonly description?: string }>
      >;
    };
  };
}

const root = join(import.meta.dirname, '../../../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const { contributes } = manifest;
const ids: readonly string[] = Object.values(commands);
const inMenus = Object.values(contributes.menus).flat();
const menuItems = inMenus.filter((item) => 'command' in item);

test('the extension has the same name everywhere', () => {
  const names = [
    manifest.displayName,
    ...contributes.viewsContainers.activitybar.map(({ title }) => title),
    ...Object.values(contributes.views).flatMap((all) => all.map(({ name }) => name)),
    contributes.configuration.title,
    /^# (.*)$/m.exec(readFileSync(join(root, 'README.md'), 'utf8'))?.[1],
  ];
  assert.deepEqual([...new Set(names)], [displayName]);
});

test('the icon has 256 × 256 pixels, twice the shown size', () => {
  const png = readFileSync(join(root, manifest.icon));
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [256, 256]);
});

test('the description has the words that people search for', () => {
  for (const word of ['import', 'users', 'Amazon Cognito', 'user pools', 'CSV', 'AWS'])
    assert.ok(manifest.description.includes(word), word);
});

test('the code and the manifest have the same commands', () => {
  assert.deepEqual(contributes.commands.map(({ command }) => command).sort(), [...ids].sort());
});

test('commands have one category and titles in title case', () => {
  for (const { title, category, command } of contributes.commands) {
    assert.equal(category, 'Cognito', command);
    assert.match(title, /^[A-Z]/, command);
  }
});

test('menus, keys and welcome texts name only existing commands', () => {
  const named = [...menuItems, ...contributes.keybindings].map(({ command }) => command);
  const linked = contributes.viewsWelcome.flatMap(({ contents }) =>
    [...contents.matchAll(/\(command:([\w.]+)[?)]/g)].flatMap(([, command]) => command ?? []),
  );
  for (const command of [...named, ...linked]) {
    assert.ok(ids.includes(command) || command.startsWith('workbench.'), command);
  }
});

test('every submenu is in a menu, has entries, and a label in title case', () => {
  const shown = inMenus.flatMap((item) => ('submenu' in item ? item.submenu : []));
  assert.deepEqual(
    contributes.submenus.map(({ id }) => id),
    [...new Set(shown)],
  );
  for (const { id, label } of contributes.submenus) {
    assert.ok(contributes.menus[id]?.length, id);
    assert.match(label, /^[A-Z]/);
  }
});

test('New File offers an import CSV', () => {
  assert.deepEqual(contributes.menus['file/newFile'], [{ command: commands.newImportCsv }]);
  const { shortTitle } = contributes.commands.find(({ command }) => command === commands.newImportCsv) ?? {};
  assert.equal(shortTitle, 'Cognito Import CSV');
});

test('every state of an empty view has a welcome text', () => {
  const states = contributes.viewsWelcome.flatMap(
    ({ when }) => /^cognitoImportJobs\.welcome == (\w+)/.exec(when)?.[1] ?? [],
  );
  assert.deepEqual([...new Set(states)].sort(), ['error', 'noConnection', 'noFiles', 'untrusted']);
});

test('the welcome text says on which machine the AWS files are, and what helps if there are none', () => {
  const remote = machines.filter((machine) => machine !== 'here');
  for (const [state, expected] of [
    [`${contextKeys.welcome} == noFiles`, machines],
    [`${contextKeys.welcome} =~ /^(noConnection|error)$/`, remote],
  ] as const) {
    const whens = contributes.viewsWelcome.map(({ when }) => when).filter((when) => when.startsWith(state));
    assert.deepEqual(
      whens,
      expected.map((machine) => `${state} && ${contextKeys.machine} == ${machine}`),
    );
  }
  const id = `${manifest.publisher}.${manifest.name}`;
  for (const { when, contents } of contributes.viewsWelcome) {
    // VS Code renders only links in this text.
    assert.doesNotMatch(contents, /[`*]/);
    if (!/noFiles && .* == (?:ssh|wsl|container|codespace|remote)$/.test(when)) continue;
    assert.ok(contents.includes(`"${id}": ["ui"] to [remote.extensionKind]`), when);
  }
});

test('the code and the manifest have the same views and panel', () => {
  assert.deepEqual(
    Object.values(contributes.views)
      .flat()
      .map(({ id }) => id),
    Object.values(views),
  );
  assert.ok(manifest.activationEvents.includes(`onWebviewPanel:${panelType}`));
});

test('the support for untrusted workspaces is declared as limited', () => {
  assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
});

test('the code and the manifest have the same settings, and none can come from a workspace', () => {
  const { properties } = contributes.configuration;
  const names = Object.values(settings).map((name) => `${settingsSection}.${name}`);
  assert.deepEqual(Object.keys(properties).sort(), names.sort());
  for (const [key, { scope }] of Object.entries(properties)) assert.equal(scope, 'application', key);
});

test('the README has every command of the palette and every setting', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const section = (title: string): string =>
    readme.split(/^##+ /m).find((part) => part.startsWith(title)) ?? '';
  const hidden = menuItems.filter(({ when }) => when === 'false');
  for (const { command, title } of contributes.commands) {
    if (hidden.some((item) => item.command === command)) continue;
    // Matches only whole names, not "Show Log" within another name.
    const whole = new RegExp(`(^|[|/,] )${title.replace(/…$/, '')}…?( [|/]|,)`, 'm');
    assert.match(section('Commands'), whole, title);
  }
  for (const key of Object.keys(contributes.configuration.properties))
    assert.ok(section('Settings').includes(`| \`${key}\` |`), key);
});
