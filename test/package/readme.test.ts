// The README as packed for a repository: every picture and link leads to something that is there.
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

test('at least four pictures are shown', () => {
  assert.ok([...readme.matchAll(/!\[[^\]]+\]\(https:/g)].length >= 4);
});

test('links between the documents lead to files that are there', () => {
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
