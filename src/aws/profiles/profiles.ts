// The user's AWS files as the SDK merges them: which profiles there are, how each gets its credentials. Nothing is resolved or run.
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { getHomeDir, loadSharedConfigFiles } from '@smithy/core/config';
import { defined } from '../../domain/base/defined.ts';
import type { Profile, ProfileKind, ProfileProblem } from '../../domain/connections/connection.ts';
import { FailureError, type Failure } from '../../domain/connections/failure.ts';
import {
  awsFileProblems,
  emptySection,
  unquoted,
  type AwsFileKind,
  type FileProblems,
} from './awsFileProblems.ts';

export type Section = Readonly<Record<string, string | undefined>>;
type Sections = Readonly<Record<string, Section>>;

const ssoSessionPrefix = 'sso-session.';
const servicesPrefix = 'services.';
/** Decoding replaces bytes that are not UTF-8 with this. */
const replacement = '\ufffd';

/** One reading of the config and credentials files. A file that cannot be read counts as empty, as it does for the SDK. */
export class AwsFiles {
  readonly #config: Sections;
  readonly #credentials: Sections;
  readonly #problems: readonly FileProblems[];

  constructor(config: Sections, credentials: Sections, problems: readonly FileProblems[] = []) {
    this.#config = config;
    this.#credentials = credentials;
    this.#problems = problems;
  }

  /** Reads both files again and replaces the SDK's own cache of them. */
  static async read(): Promise<AwsFiles> {
    const { config, credentials } = filePaths();
    const [{ configFile, credentialsFile }, ...problems] = await Promise.all([
      loadSharedConfigFiles({ ignoreCache: true }),
      problemsIn(credentials, 'credentials'),
      problemsIn(config, 'config'),
    ]);
    return new AwsFiles(configFile, credentialsFile, problems);
  }

  /** The profiles that the SDK reads. */
  names(): readonly string[] {
    const config = Object.keys(this.#config).filter(
      (key) => !key.startsWith(ssoSessionPrefix) && !key.startsWith(servicesPrefix),
    );
    // The AWS tools ignore sections with a prefix in the credentials file.
    const credentials = Object.keys(this.#credentials).filter(
      (key) => !/^(profile|sso-session|services)\./.test(key) && !key.includes(replacement),
    );
    return sorted([...config, ...credentials]);
  }

  /** Every profile that the files intend to define, whether the SDK reads it or not. */
  allNames(): readonly string[] {
    return sorted([...this.names(), ...this.#problems.flatMap(({ profile }) => [...profile.keys()])]);
  }

  /** What is wrong with the profile. */
  problemOf(name: string): ProfileProblem | undefined {
    const isRead = this.profile(name) !== undefined;
    return this.#problems
      .map(({ profile }) => profile.get(name))
      .find((problem) => problem && !(isRead && problem.text === emptySection));
  }

  /** The failure of a profile that names a section that is missing, or misspelled so that the SDK does not read it. */
  missingSection(type: 'sso-session' | 'services', name: string, profile: string): Failure {
    const what = type === 'services' ? 'services section' : 'sso-session';
    const problem = this.#problems.map((file) => file[type].get(unquoted(name))).find(Boolean);
    const file = this.fileOf(profile);
    return {
      kind: 'misconfigured',
      message: problem
        ? `Profile "${profile}" names the ${what} "${name}", which exists, but AWS does not read it. ${problem.text}`
        : `Profile "${profile}" names the ${what} "${name}", which is not in the config file.`,
      action: problem
        ? { type: 'openConfig', file: problem.file, line: problem.line }
        : { type: 'openConfig', profile, file },
    };
  }

  /** The profile's settings in both files; the credentials file wins. */
  profile(name: string): Section | undefined {
    const config = own(this.#config, name);
    const credentials = own(this.#credentials, name);
    return config || credentials ? { ...config, ...credentials } : undefined;
  }

  ssoSession(name: string): Section | undefined {
    return own(this.#config, ssoSessionPrefix + name);
  }

  /** Nested settings have dotted keys: `cognito_identity_provider.endpoint_url`. */
  services(name: string): Section | undefined {
    return own(this.#config, servicesPrefix + name);
  }

  /** The profile and its chain of `source_profile`s, each once. */
  chain(name: string): readonly { readonly name: string; readonly section: Section }[] {
    const chain: { name: string; section: Section }[] = [];
    let next: string | undefined = name;
    while (next !== undefined && !chain.some((link) => link.name === next)) {
      const section = this.profile(next);
      if (!section) break;
      chain.push({ name: next, section });
      next = kindOf(section) === 'assumeRole' ? section['source_profile'] : undefined;
    }
    return chain;
  }

  /** The file to open for the profile: the one that defines where its credentials come from. */
  fileOf(name: string): string {
    const paths = filePaths();
    const credentials = own(this.#credentials, name);
    if (!credentials) return paths.config;
    return kindOf(credentials) !== 'none' || !own(this.#config, name) ? paths.credentials : paths.config;
  }
}

/** How a section gets its credentials, in the order `fromIni` looks. */
export function kindOf(section: Section): ProfileKind {
  const has = (...keys: string[]): boolean => keys.every((key) => section[key] !== undefined);
  if (has('role_arn') && has('source_profile') !== has('credential_source')) return 'assumeRole';
  if (has('aws_access_key_id', 'aws_secret_access_key')) return 'static';
  if (has('web_identity_token_file', 'role_arn')) return 'webIdentity';
  if (has('credential_process')) return 'credentialProcess';
  if (Object.keys(section).some((key) => ssoKeys.has(key))) return 'sso';
  return has('login_session') ? 'login' : 'none';
}

const ssoKeys = new Set(['sso_session', 'sso_start_url', 'sso_account_id', 'sso_region', 'sso_role_name']);

/** @throws FailureError when there is no profile because an existing file cannot be read. */
export async function listProfiles(): Promise<readonly Profile[]> {
  const files = await AwsFiles.read();
  const names = files.allNames();
  if (names.length === 0) await assertReadable(Object.values(filePaths()));
  return names.map((name) => {
    const section = files.profile(name);
    const problem = files.problemOf(name);
    return defined({
      name,
      kind: kindOf(section ?? {}),
      region: section?.['region'],
      file: section ? files.fileOf(name) : (problem?.file ?? files.fileOf(name)),
      problem,
      isUnreadable: section ? undefined : (true as const),
    });
  });
}

async function problemsIn(path: string, kind: AwsFileKind): Promise<FileProblems> {
  const bytes = await readFile(path).catch(() => new Uint8Array());
  return awsFileProblems(bytes, path, kind);
}

function sorted(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort((a, b) => a.localeCompare(b));
}

/** To the SDK, an existing file that cannot be read (left by `sudo aws configure`, for instance) is empty. */
async function assertReadable(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await readFile(path).catch((error: unknown) => {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return;
      throw new FailureError(
        {
          kind: 'misconfigured',
          message: `The AWS file ${path} cannot be read.`,
          detail: message,
          action: { type: 'openConfig', file: path },
          ...(code !== undefined && { code }),
        },
        { cause: error },
      );
    });
  }
}

/** Paths of the files that the SDK uses, whether they exist or not. */
export function filePaths(): { readonly config: string; readonly credentials: string } {
  const { AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE } = process.env;
  return {
    config: expandHome(AWS_CONFIG_FILE) ?? join(getHomeDir(), '.aws', 'config'),
    credentials: expandHome(AWS_SHARED_CREDENTIALS_FILE) ?? join(getHomeDir(), '.aws', 'credentials'),
  };
}

/** The token caches of `aws sso login` and `aws login`. The SDK finds the home folder differently for each. */
export function tokenDirectories(): readonly string[] {
  return [
    join(getHomeDir(), '.aws', 'sso', 'cache'),
    process.env['AWS_LOGIN_CACHE_DIRECTORY'] ?? join(homedir(), '.aws', 'login', 'cache'),
  ];
}

/** The profile at the end of the environment's chain: AWS_PROFILE, or `default` if it exists. */
export function environmentProfile(files: AwsFiles): string | undefined {
  const name = process.env['AWS_PROFILE'];
  if (name) return name;
  return !environmentHasCredentials() && files.profile('default') ? 'default' : undefined;
}

export function environmentRegion(): string | undefined {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  return [AWS_REGION, AWS_DEFAULT_REGION].find((region) => region);
}

export function environmentHasCredentials(): boolean {
  const { env } = process;
  const has = (...names: string[]): boolean => names.every((name) => env[name]);
  return (
    has('AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY') ||
    has('AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ROLE_ARN') ||
    has('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI') ||
    has('AWS_CONTAINER_CREDENTIALS_FULL_URI')
  );
}

function expandHome(path: string | undefined): string | undefined {
  if (!path) return undefined;
  return path.startsWith('~/') ? join(getHomeDir(), path.slice(2)) : path;
}

function own(sections: Sections, name: string): Section | undefined {
  return Object.hasOwn(sections, name) ? sections[name] : undefined;
}
