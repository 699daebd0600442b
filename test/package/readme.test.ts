// The README as packed for a repository: every picture and link has an existing target.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { packageBuilt } from '../../scripts/package.ts';
import { temporaryFolder } from '../support/cleanup.ts';
import { root } from '../support/paths.ts';
import { fileIn } from './vsix.ts';

const repository = 'https://github.com/example/cognito-import-jobs';
const folder = temporaryFolder('readme');
after(() => folder.remove());

let readme = '';
let manifest: Readonly<Record<string, unknown>> = {};
before(async () => {
  const vsix = await packageBuilt({ repository, out: join(folder.path, 'with-repository.vsix') });
  readme = fileIn(vsix, 'extension/readme.md').toString('utf8');
  manifest = JSON.parse(fileIn(vsix, 'extension/package.json').toString('utf8')) as typeof manifest;
});

/** Targets of Markdown links and pictures, and of HTML pictures. */
function targets(markdown: string): readonly string[] {
  const inMarkdown = [...markdown.matchAll(/\]\(([^)]+)\)/g)];
  const inHtml = [...markdown.matchAll(/(?:src|href|srcset)="([^"]+)"/g)];
  return [...inMarkdown, ...inHtml].map(([, target = '']) => target);
}

test('every link and picture leads to a file of the repository or to another site', () => {
  const all = targets(readme);
  assert.ok(all.length >= 6, all.join('\n'));
  for (const target of all) {
    assert.match(target, /^https:\/\/|^#/, target);
    const [, path] =
      /^https:\/\/github\.com\/example\/cognito-import-jobs\/(?:raw|blob)\/HEAD\/([^#]+)/.exec(target) ?? [];
    if (path === undefined) {
      assert.ok(!target.startsWith(repository), target);
    } else {
      assert.ok(existsSync(join(root, decodeURI(path))), target);
    }
  }
});

test('a moving picture comes first, and at least four pictures follow', () => {
  const pictures = [...readme.matchAll(/!\[[^\]]+\]\((https:[^)]+)\)/g)].map(([, target = '']) => target);
  const [film = '', ...stills] = pictures;
  assert.match(film, /\/media\/readme\/import\.webp$/);
  assert.ok(stills.length >= 4);
  const beginning = readme.slice(0, readme.indexOf('!['));
  assert.ok(beginning.split(/\s+/).length < 60, 'the moving picture is on the first screen');
});

/** The durations of a WebP's frames in milliseconds (WebP container specification: chunks, ANMF). */
function frameDurations(webp: Buffer): readonly number[] {
  const durations: number[] = [];
  for (let at = 12; at < webp.length;) {
    const size = webp.readUInt32LE(at + 4);
    if (webp.toString('latin1', at, at + 4) === 'ANMF') durations.push(webp.readUIntLE(at + 8 + 12, 3));
    at += 8 + size + (size % 2);
  }
  return durations;
}

test('the moving picture lasts 15 to 20 seconds and is smaller than 3 MB', () => {
  const webp = readFileSync(join(root, 'media/readme/import.webp'));
  const durations = frameDurations(webp);
  const seconds = durations.reduce((sum, duration) => sum + duration, 0) / 1_000;
  assert.ok(durations.length > 10);
  assert.ok(seconds >= 15 && seconds <= 20, `${seconds} s`);
  assert.ok(webp.length < 3_000_000, `${webp.length} bytes`);
});

test('links between the documents lead to existing files', () => {
  const documents = [
    'README.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    'SUPPORT.md',
    'docs/releasing.md',
    'test/README.md',
  ];
  for (const document of documents.filter((name) => existsSync(join(root, name)))) {
    const text = readFileSync(join(root, document), 'utf8');
    for (const target of targets(text).filter((each) => !/^(?:https?:|#|mailto:)/.test(each))) {
      const [path = ''] = target.split('#');
      assert.ok(existsSync(join(root, document, '..', path)), `${document} links to ${target}`);
    }
  }
});

test('the manifest names the repository, its page and where to report an issue', () => {
  assert.deepEqual(
    [manifest['repository'], manifest['homepage'], manifest['bugs']],
    [{ type: 'git', url: `${repository}.git` }, `${repository}#readme`, { url: `${repository}/issues` }],
  );
  assert.deepEqual([manifest['private'], manifest['devDependencies']], [undefined, undefined]);
});
