// Realistic AWS files: every profile that the SDK ignores has a problem text, which says what to write instead.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { awsFileProblems } from '../../../../src/aws/profiles/awsFileProblems.ts';
import { AwsFiles, listProfiles } from '../../../../src/aws/profiles/profiles.ts';
import { awsHome, type AwsHome } from '../../../adapter/support/awsHome.ts';
import { join } from 'node:path';
import { root } from '../../../support/paths.ts';

function homeOf(t: { after(end: () => void): void }): AwsHome {
  const home = awsHome();
  t.after(() => home.close());
  return home;
}

/** Each profile of a file in `test/fixtures/aws`: whether the SDK reads it, and its problem with the line. */
async function problemsIn(
  t: { after(end: () => void): void },
  file: string,
): Promise<Record<string, string>> {
  homeOf(t);
  const path = join(root, 'test', 'fixtures', 'aws', file);
  process.env[file.endsWith('.config') ? 'AWS_CONFIG_FILE' : 'AWS_SHARED_CREDENTIALS_FILE'] = path;
  const profiles = await listProfiles();
  assert.ok(profiles.every((profile) => profile.file === path && (profile.problem?.file ?? path) === path));
  return Object.fromEntries(
    profiles.map(({ name, isUnreadable, problem }) => [
      name,
      `${isUnreadable ? 'unread' : 'read'}${problem ? ` ${problem.line}: ${problem.text}` : ''}`,
    ]),
  );
}

describe('a file', () => {
  test('profile-names.config', async (t) => {
    assert.deepEqual(await problemsIn(t, 'profile-names.config'), {
      '123456789012:Admin/Role': 'read',
      'aws_re-someservice-dev.AdminPermissionSet': 'read',
      'foo.bar': 'read',
      'foo@bar': 'read',
      'with space': 'unread 17: AWS does not allow spaces in section names: write [profile with-space].',
    });
  });

  test('names-with-spaces.config', async (t) => {
    assert.deepEqual(await problemsIn(t, 'names-with-spaces.config'), {
      'my other profile':
        'unread 7: AWS does not allow spaces in section names: write [profile my-other-profile].',
      'my profile': 'unread 1: AWS does not allow spaces in section names: write [profile my-profile].',
      personal:
        'unread 10: In the config file the section of a profile has a prefix: write [profile personal].',
    });
  });

  test('utf16.credentials', async (t) => {
    assert.deepEqual(await problemsIn(t, 'utf16.credentials'), {
      default:
        'unread 1: The file is UTF-16, which PowerShell\'s ">" writes; AWS reads UTF-8. Save it with encoding UTF-8.',
    });
  });

  test('uppercase-keys.credentials', async (t) => {
    assert.deepEqual(await problemsIn(t, 'uppercase-keys.credentials'), {
      camel:
        'read 7: The section has accessKeyId, secretAccessKey; AWS reads aws_access_key_id, aws_secret_access_key.',
      default:
        'read 2: The section has AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN; AWS reads aws_access_key_id, aws_secret_access_key, aws_session_token.',
    });
  });

  test('duplicate-profile.config', async (t) => {
    assert.deepEqual(await problemsIn(t, 'duplicate-profile.config'), {
      test: 'read 1: The section appears twice (lines 1 and 5): the last value of a key counts.',
    });
    assert.equal((await AwsFiles.read()).profile('test')?.['region'], 'eu-west-1');
  });

  test('credential-process.config', async (t) => {
    assert.deepEqual(await problemsIn(t, 'credential-process.config'), {
      broken: 'read',
      fine: 'read',
      slow: 'read',
    });
  });
});

describe('a variation of these files', () => {
  const bytes = (text: string): Uint8Array => Buffer.from(text);
  const bigEndian = (text: string): Uint8Array => Buffer.from(text, 'utf16le').swap16();
  const cases: readonly [string, 'config' | 'credentials', Uint8Array, string, RegExp][] = [
    [
      'UTF-16 without a byte order mark',
      'credentials',
      Buffer.from('[a]\nx = y\n', 'utf16le'),
      'a',
      /UTF-16/,
    ],
    ['big-endian UTF-16', 'config', bigEndian('\ufeff[profile a]\nx = y\n'), 'a', /UTF-16/],
    ['zero bytes', 'credentials', bytes('[a]\nx = y\n\0\n'), 'a', /no text/],
    ['CR alone', 'credentials', bytes('[a]\rx = y\r'), 'a', /end in CR alone/],
    [
      'a Latin-1 name',
      'config',
      Buffer.from('[profile müller]\nx = y\n', 'latin1'),
      'müller',
      /"ü" in.*\[profile muller\]/,
    ],
    ['a name in a non-Latin script', 'config', bytes('[profile 開発]\nx = y\n'), '開発', /"開" in/],
    [
      'an upper-case prefix',
      'config',
      bytes('[Profile a]\nx = y\n'),
      'a',
      /\[Profile a\]: write \[profile a\]/,
    ],
    ['spaces in the brackets', 'config', bytes('[ profile a ]\nx = y\n'), 'a', /write \[profile a\]/],
    ['two spaces', 'config', bytes('[profile  a]\nx = y\n'), 'a', /write \[profile a\]/],
    [
      'a prefix in the credentials file',
      'credentials',
      bytes('[profile a]\nx = y\n'),
      'a',
      /no prefix: write \[a\]/,
    ],
    [
      'two words in the credentials file',
      'credentials',
      bytes('[my a]\nx = y\n'),
      'my a',
      /spaces in.*\[my-a\]/,
    ],
    ['an empty section', 'config', bytes('[profile a]\n'), 'a', /^The section is empty\.$/],
    [
      'keys without a section',
      'credentials',
      bytes('# me\naws_access_key_id = A\n'),
      'default',
      /^Line 2 is before .*\[default\]/,
    ],
    [
      'a line that is not a setting',
      'config',
      bytes('[profile a]\nregion: x\ny = z\n'),
      'a',
      /^Line 2 is not "name = value"/,
    ],
    [
      'an unclosed bracket',
      'config',
      bytes('[profile a]\ny = z\n[profile b\nregion = x\n'),
      'a',
      /^Line 3 does not begin a section/,
    ],
    [
      'quoted keys',
      'credentials',
      bytes('[a]\naws_access_key_id = "A"\n'),
      'a',
      /quotation marks around aws_access_key_id in line 2/,
    ],
    [
      'a section that appears three times',
      'credentials',
      bytes('[a]\nx = 1\n[a]\nx = 2\n[a]\nx = 3\n'),
      'a',
      /3 times \(lines 1 and 3 and 5\)/,
    ],
    [
      'a name that makes the SDK give up',
      'config',
      bytes('[profile a]\nx = y\n[profile __proto__]\n'),
      'a',
      /"__proto__" in line 3/,
    ],
  ];
  for (const [what, kind, file, name, text] of cases) {
    test(what, () => assert.match(awsFileProblems(file, '/file', kind).profile.get(name)?.text ?? '', text));
  }

  test('an unclosed section name is a profile, but the lines after it are not', () => {
    const { profile } = awsFileProblems(bytes('# me\n[profile b\nregion = x\n[default\n'), '/file', 'config');
    assert.deepEqual(
      [...profile].map(([name, { text }]) => [name, text]),
      [
        ['b', 'Line 2 is not a section name: write [profile b].'],
        ['default', 'Line 4 is not a section name: write [default].'],
      ],
    );
  });

  test('may have comments, a byte order mark, CRLF, quoted names and sections of other tools', () => {
    const file =
      '\ufeff[default]\r\n; c\r\nregion = x # c\r\n[profile "b"]\r\n# c\r\ns3 =\r\n  a = 1\r\n[plugins]\r\nx = y\r\n';
    assert.equal(awsFileProblems(bytes(file), '/file', 'config').profile.size, 0);
  });
});

test('whatever the section names, the SDK reads each section or the section has a problem text', async (t) => {
  const home = homeOf(t);
  const word = fc.string({ unit: fc.constantFrom(...Array.from('ab A."\'-/:@#;_%ü\t][')), maxLength: 6 });
  const prefix = fc.constantFrom('', 'profile ', 'Profile ', 'profile', 'sso-session ', ' profile  ');
  const header = fc.tuple(prefix, word).map(([before, name]) => `${before}${name}`);
  const section = fc.record({ header, body: fc.constantFrom('', 'region = x\n', '  a = b\n', 'junk\n') });
  const sections = fc.array(section, { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(sections, fc.boolean(), async (all, isConfig) => {
      const text = all.map((one) => `[${one.header}]\n${one.body}`).join('');
      home.config(isConfig ? text : '');
      home.credentials(isConfig ? '' : text);
      const profiles = await listProfiles();
      assert.ok(profiles.every((profile) => !profile.isUnreadable || profile.problem));
      const files = await AwsFiles.read();
      const known = new Set(profiles.map(({ name }) => name.trim()));
      for (const one of all) {
        const name = /^\s*profile\s+(.*?)\s*$/i.exec(one.header)?.[1] ?? one.header.trim();
        const bare = /^(["'])(.*)\1$/.exec(name)?.[2] ?? name;
        if (bare === '' || bare === 'profile.') continue;
        // A comment sign ends the header, and a session is not a profile.
        if (/(^|\s)[;#]/.test(`[${one.header}`) || /^\s*(sso-session|services)\s/i.test(one.header)) continue;
        assert.ok(
          [name, bare, one.header, name.replace('profile.', '')].some((way) => known.has(way.trim())),
          `${name} is missing: ${JSON.stringify([text, [...known]])}`,
        );
      }
      for (const name of files.names()) assert.ok(files.profile(name));
    }),
    { numRuns: 300 },
  );
});
