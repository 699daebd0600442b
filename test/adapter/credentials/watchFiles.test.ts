// Every kind of change of the AWS files and sign-in caches is reported, and nothing else.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { createAws } from '../../../src/aws/aws.ts';
import type { Disposable } from '../../../src/domain/base/disposable.ts';
import type { FilesChange } from '../../../src/domain/gateway/gateway.ts';
import { exampleKeys } from '../support/world.ts';
import { awsHome, type AwsHome } from '../support/awsHome.ts';

let home: AwsHome;
let watching: Disposable | undefined;
let told: FilesChange[] = [];
const changed = (what: FilesChange): void => void told.push(what);
let probes = 0;

beforeEach(() => {
  home = awsHome();
  told = [];
});
afterEach(() => {
  watching?.dispose();
  watching = undefined;
  home.close();
});

/** Begins to watch, and waits until watching really has begun. */
async function watch(): Promise<void> {
  watching = createAws().watchFiles(changed);
  await probe();
}

/** Changes a file of the SSO cache until the change is reported: by then every earlier change is reported, too. */
async function probe(): Promise<void> {
  const seen = told.length;
  while (told.length === seen) {
    home.ssoToken('probe', { number: probes++ });
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await quiet();
  told = [];
}

/** Waits until all changes made so far are reported: each pause is longer than the watcher lets changes settle. */
async function quiet(): Promise<void> {
  let seen = -1;
  while (seen !== told.length) {
    seen = told.length;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Milliseconds after which a change counts as missed: fifty times the usual delay. */
const patience = 10_000;

async function noticed(change: () => void): Promise<void> {
  const before = told.length;
  const end = Date.now() + patience;
  change();
  while (told.length === before) {
    assert.ok(Date.now() < end, 'The change was not noticed.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** The changes reported so far. Then makes a sign-in, which marks the end: it must be reported last and on its own. */
async function toldUntilNow(): Promise<readonly FilesChange[]> {
  await quiet();
  await noticed(() => home.ssoToken('last', { accessToken: 'x' }));
  await quiet();
  assert.equal(told.at(-1), 'logins');
  return told.slice(0, -1);
}

const path = (...names: string[]): string => join(home.path, ...names);

describe('the watcher reports', () => {
  test('an edit of config and of credentials', async () => {
    home.config('[default]\n');
    home.credentials('[default]\n');
    await watch();
    await noticed(() => home.config('[default]\nregion = us-east-1\n'));
    await noticed(() => home.credentials(`[default]\n${exampleKeys}`));
  });

  test('an atomic replace, as editors do it, again and again', async () => {
    home.config('[default]\n');
    await watch();
    for (const region of ['us-east-1', 'us-west-2', 'eu-west-1']) {
      await noticed(() => {
        writeFileSync(path('.aws', 'config.tmp'), `[default]\nregion = ${region}\n`);
        renameSync(path('.aws', 'config.tmp'), path('.aws', 'config'));
      });
    }
  });

  test('deletion and re-creation of a file', async () => {
    home.config('[default]\nregion = us-east-1\n');
    await watch();
    await noticed(() => rmSync(path('.aws', 'config')));
    await noticed(() => home.config('[default]\nregion = us-east-1\n'));
  });

  test('changes after the call, even before the watch is set up', async () => {
    home.config('[default]\n');
    home.ssoToken('corp', { accessToken: 'x' });
    watching = createAws().watchFiles(changed);
    await noticed(() => home.config('[default]\nregion = us-east-1\n'));
    assert.equal(told.at(-1), 'settings');
    watching.dispose();
    watching = createAws().watchFiles(changed);
    await noticed(() => home.remove('.aws/sso'));
    assert.equal(told.at(-1), 'logins');
  });

  test('the first files ever, in directories that do not exist yet', async () => {
    watching = createAws().watchFiles(changed);
    await noticed(() => home.config('[default]\nregion = us-east-1\n'));
    await noticed(() => home.ssoToken('corp', { accessToken: 'x' }));
    await noticed(() => home.loginToken('dev', { clientId: 'x' }));
  });

  test('deletion and re-creation of the whole directory', async () => {
    home.config('[default]\nregion = us-east-1\n');
    await watch();
    await noticed(() => rmSync(path('.aws'), { recursive: true }));
    await noticed(() => home.config('[default]\nregion = us-east-1\n'));
    await noticed(() => home.config('[default]\nregion = us-west-2\n'));
  });

  test('a directory that is moved away and replaced', async () => {
    home.config('[default]\nregion = us-east-1\n');
    await watch();
    await noticed(() => {
      renameSync(path('.aws'), path('.aws.old'));
      home.config('[default]\nregion = eu-west-1\n');
    });
    await noticed(() => home.config('[default]\nregion = us-west-2\n'));
  });

  test('an edit of a link’s target, and a changed link', async () => {
    home.write('dotfiles/one', '[default]\nregion = us-east-1\n');
    home.write('dotfiles/two', '[default]\nregion = us-west-2\n');
    mkdirSync(path('.aws'));
    symlinkSync(path('dotfiles', 'one'), path('.aws', 'config'));
    await watch();
    await noticed(() => home.write('dotfiles/one', '[default]\nregion = eu-west-1\n'));
    await noticed(() => {
      rmSync(path('.aws', 'config'));
      symlinkSync(path('dotfiles', 'two'), path('.aws', 'config'));
    });
    await noticed(() => home.write('dotfiles/two', '[default]\nregion = eu-west-3\n'));
  });

  test('a linked directory whose link changes', async () => {
    home.write('work/config', '[default]\nregion = us-east-1\n');
    home.write('play/config', '[default]\nregion = us-west-2\n');
    symlinkSync('work', path('.aws'));
    await watch();
    await noticed(() => {
      symlinkSync('play', path('.aws.new'));
      renameSync(path('.aws.new'), path('.aws'));
    });
    await noticed(() => home.write('play/config', '[default]\nregion = eu-west-1\n'));
  });

  test('the paths in AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE and AWS_LOGIN_CACHE_DIRECTORY', async () => {
    process.env['AWS_CONFIG_FILE'] = path('elsewhere', 'my-config');
    process.env['AWS_SHARED_CREDENTIALS_FILE'] = '~/elsewhere/my-credentials';
    process.env['AWS_LOGIN_CACHE_DIRECTORY'] = path('logins');
    await watch();
    await noticed(() => home.write('elsewhere/my-config', '[default]\nregion = us-east-1\n'));
    await noticed(() => home.write('elsewhere/my-credentials', `[default]\n${exampleKeys}`));
    await noticed(() => home.write('logins/x.json', '{}'));
  });
});

describe('the watcher tells apart', () => {
  test('settings, which may change what a profile means, and logins, which do not', async () => {
    home.config('[default]\n');
    await watch();
    await noticed(() => home.credentials(`[default]\n${exampleKeys}`));
    assert.equal(told.at(-1), 'settings');
    await noticed(() => home.ssoToken('corp', { accessToken: 'x' }));
    assert.equal(told.at(-1), 'logins');
    await noticed(() => {
      home.ssoToken('corp', { accessToken: 'y' });
      home.config('[default]\nregion = us-east-1\n');
    });
    assert.equal(told.at(-1), 'settings');
  });
});

describe('the watcher reports only once', () => {
  test('a sign-in that writes several files', async () => {
    await watch();
    await noticed(() => {
      home.ssoToken('registration', { clientId: 'x' });
      home.ssoToken('corp', { accessToken: 'x' });
    });
    assert.deepEqual(await toldUntilNow(), ['logins']);
  });
});

describe('the watcher does not report', () => {
  test('the content at the start of the watch', async () => {
    home.config('[default]\n');
    home.ssoToken('corp', { accessToken: 'x' });
    watching = createAws().watchFiles(changed);
    assert.deepEqual(await toldUntilNow(), []);
  });

  test('a file written again with the same content, or only touched', async () => {
    home.config('[default]\nregion = us-east-1\n');
    await watch();
    home.config('[default]\nregion = us-east-1\n');
    utimesSync(path('.aws', 'config'), new Date(), new Date());
    assert.deepEqual(await toldUntilNow(), []);
  });

  test('any other file beside them', async () => {
    home.config('[default]\n');
    await watch();
    home.write('.aws/cli/cache/session.json', '{}');
    home.write('.aws/models', 'x');
    home.write('.bash_history', 'x');
    assert.deepEqual(await toldUntilNow(), []);
  });

  test('anything after dispose', async () => {
    home.config('[default]\n');
    await watch();
    watching?.dispose();
    home.config('[default]\nregion = us-east-1\n');
    await quiet();
    assert.deepEqual(told, []);
  });
});

test('watching keeps no process alive', async () => {
  const aws = new URL('../../../src/aws/aws.ts', import.meta.url).href;
  const source = `import { createAws } from ${JSON.stringify(aws)}; createAws().watchFiles(() => {});`;
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', source], { timeout: 20_000 });
});
