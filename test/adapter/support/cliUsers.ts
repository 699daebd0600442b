// The AWS CLI on the users of a pool, with a clock that stands still.
import { after, before, beforeEach } from 'node:test';
import { startEmulator, type Emulator } from '../../../src/emulator/emulator.ts';
import { AwsCli } from './awsCli.ts';

/** Version 2 of the CLI prints ISO 8601; version 1 prints the number of the response: seconds. */
type Timestamp = string | number;

export function timeOf(printed: Timestamp): number {
  return typeof printed === 'number' ? Math.round(printed * 1_000) : Date.parse(printed);
}

export interface User {
  readonly Username: string;
  readonly UserStatus: string;
  readonly Enabled: boolean;
  readonly UserCreateDate: Timestamp;
  readonly UserLastModifiedDate: Timestamp;
  readonly UserAttributes?: readonly { readonly Name: string; readonly Value: string }[];
}
export interface UserPage {
  readonly Users: readonly User[];
  readonly PaginationToken?: string;
  readonly NextToken?: string;
}
export interface GroupPage {
  readonly Groups: readonly { readonly GroupName: string }[];
  readonly NextToken?: string;
}

/** When users are imported. */
export const start = Date.UTC(2026, 10, 22, 12);

/** A world for the tests of the `describe` this is called in, with an empty pool for each test. */
export function useCliUsers(take: (world: CliUsers) => void): void {
  let world: CliUsers;
  before(async () => {
    world = await CliUsers.open();
    take(world);
  });
  beforeEach(() => world.reset());
  after(() => world.close());
}

export class CliUsers {
  readonly emulator: Emulator;
  readonly cli: AwsCli;
  /** Milliseconds since the epoch. */
  now = start;

  private constructor(emulator: Emulator) {
    this.emulator = emulator;
    this.cli = new AwsCli(emulator.url);
  }

  static async open(): Promise<CliUsers> {
    // The world exists before any call is made.
    const world: { made?: CliUsers } = {};
    const clock = { now: () => world.made?.now ?? start };
    world.made = new CliUsers(await startEmulator({ randomSeed: 1, clock }));
    return world.made;
  }

  /** Starts again with a new, empty pool. */
  reset(): void {
    this.now = start;
    this.cli.pool = this.emulator.control.createPool({ name: 'users' }).id;
  }

  /** Imports users now, then advances the clock by a minute. */
  importUsers(names: readonly string[]): void {
    const rows = names.map((name) => `${name},${name}@example.com,true`);
    const csv = ['cognito:username,email,email_verified', ...rows].join('\n');
    const { control } = this.emulator;
    const job = control.startImport({ userPoolId: this.cli.pool, jobName: 'users', csv });
    control.finishJob(this.cli.pool, job.id);
    this.now += 60_000;
  }

  get pool(): string {
    return `--user-pool-id=${this.cli.pool}`;
  }

  run<T>(...args: string[]): Promise<T> {
    return this.cli.run<T>('cognito-idp', ...args);
  }

  refused(...args: string[]): Promise<string> {
    return this.cli.refused('cognito-idp', ...args);
  }

  done(...args: string[]): Promise<void> {
    return this.cli.done('cognito-idp', ...args);
  }

  read(name: string): Promise<User> {
    return this.run<User>('admin-get-user', this.pool, named(name));
  }

  async close(): Promise<void> {
    await this.emulator.close();
    this.cli.remove();
  }
}

export const named = (name: string): string => `--username=${name}`;
export const names = ({ Users }: UserPage): readonly string[] => Users.map(({ Username }) => Username);
