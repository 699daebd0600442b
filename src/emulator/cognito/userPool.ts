// A user pool: its settings, its users, its import jobs.
import type { AppClient } from '../clients/appClient.ts';
import type { ImportJob } from './importJob.ts';
import {
  csvHeaderOf,
  schemaOf,
  type MfaConfiguration,
  type SchemaAttribute,
  type SchemaRequest,
  type VerifiedAttribute,
} from './schema.ts';
import { isRecord } from '../validation.ts';
import { Users, type Group, type NewUser, type SignInNames, type User } from './users.ts';

/** The settings of a new pool. */
export interface UserPoolSpec extends SignInNames {
  readonly name: string;
  readonly schema?: readonly SchemaRequest[] | undefined;
  readonly autoVerifiedAttributes?: readonly VerifiedAttribute[] | undefined;
  readonly mfaConfiguration?: MfaConfiguration | undefined;
  /** Members of DescribeUserPool's answer that do not affect imports, stored unchanged. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  /** Whether the pool can import password hashes ("next-generation infrastructure"); false for pools created through the API. */
  readonly passwordHashes?: boolean | undefined;
  /** The answer of GetCSVHeader; absent: derived from the schema. */
  readonly csvHeader?: readonly string[] | undefined;
}

/** The default of a pool created without this setting. */
export const defaultRecovery = {
  RecoveryMechanisms: [
    { Priority: 1, Name: 'verified_email' },
    { Priority: 2, Name: 'verified_phone_number' },
  ],
};

export class UserPool {
  readonly id: string;
  readonly spec: UserPoolSpec;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly schema: readonly SchemaAttribute[];
  readonly csvHeader: readonly string[];
  /** The Region of a pool created over the wire; pools created by other means are in every Region. */
  readonly region: string | undefined;
  /** In the order of their creation. */
  readonly jobs: ImportJob[] = [];
  /** By name, in the order of their creation. */
  readonly groups = new Map<string, Group>();
  /** By id. */
  readonly clients = new Map<string, AppClient>();
  readonly #users: Users;

  constructor(id: string, spec: UserPoolSpec, created: number, region?: string) {
    this.id = id;
    this.region = region;
    this.spec = spec;
    this.created = created;
    this.schema = schemaOf(spec.schema);
    this.csvHeader = spec.csvHeader ?? csvHeaderOf(this.schema, spec.passwordHashes === true);
    this.#users = new Users(spec);
  }

  get name(): string {
    return this.spec.name;
  }

  get autoVerifiedAttributes(): readonly VerifiedAttribute[] {
    return this.spec.autoVerifiedAttributes ?? [];
  }

  get mfaConfiguration(): MfaConfiguration {
    return this.spec.mfaConfiguration ?? 'OFF';
  }

  /** The verified attributes that reset codes are sent to, the preferred one first; empty where only administrators can reset. */
  get recoveryContacts(): readonly VerifiedAttribute[] {
    const setting = this.spec.settings?.['AccountRecoverySetting'] ?? defaultRecovery;
    const ways =
      isRecord(setting) && Array.isArray(setting['RecoveryMechanisms']) ? setting['RecoveryMechanisms'] : [];
    return ways
      .filter(isRecord)
      .sort((a, b) => Number(a['Priority']) - Number(b['Priority']))
      .flatMap(({ Name: way }) =>
        way === 'verified_email' ? 'email' : way === 'verified_phone_number' ? 'phone_number' : [],
      );
  }

  get userCount(): number {
    return this.#users.size;
  }

  users(): Iterable<User> {
    return this.#users.all();
  }

  /** Finds a user by username, or by another sign-in value of the pool. */
  user(name: string): User | undefined {
    return this.#users.find(name);
  }

  userOfSub(sub: string): User | undefined {
    return this.#users.ofSub(sub);
  }

  hasUser(name: string): boolean {
    return this.user(name) !== undefined;
  }

  addUser(user: NewUser): User {
    return this.#users.add(user);
  }

  importUser(user: NewUser): void {
    this.addUser(user);
  }

  deleteUser(user: User): void {
    this.#users.delete(user);
    for (const group of this.groups.values()) group.members.delete(user);
  }

  job(jobId: string): ImportJob | undefined {
    return this.jobs.find((job) => job.id === jobId);
  }

  /** CloudWatch log group of the pool (Developer Guide). */
  get logGroupName(): string {
    return `/aws/cognito/userpools/${this.id}/${this.name}`;
  }
}
