// A user pool: its settings, its users, its import jobs.
import type { ImportJob } from './importJob.ts';
import { csvHeaderOf, schemaOf, type SchemaAttribute, type SchemaRequest } from './schema.ts';

export type MfaConfiguration = 'OFF' | 'ON' | 'OPTIONAL';
export type VerifiedAttribute = 'email' | 'phone_number';

/** What a pool is made from. */
export interface UserPoolSpec {
  readonly name: string;
  readonly schema?: readonly SchemaRequest[] | undefined;
  readonly autoVerifiedAttributes?: readonly VerifiedAttribute[] | undefined;
  readonly usernameAttributes?: readonly string[] | undefined;
  readonly aliasAttributes?: readonly string[] | undefined;
  readonly mfaConfiguration?: MfaConfiguration | undefined;
  /** Absent: case sensitive, as the API does where it is not told. */
  readonly caseSensitive?: boolean | undefined;
  /** Members of DescribeUserPool's answer that mean nothing to imports, kept as they were given. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  /** Whether the pool can import password hashes ("next-generation infrastructure"); no for pools made through the API. */
  readonly passwordHashes?: boolean | undefined;
}

export interface User {
  readonly username: string;
  readonly sub: string;
  /** Attribute names and values; one `columns` is shared by all users of an import. An empty value is no attribute. */
  readonly columns: readonly string[];
  readonly values: readonly string[];
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly status: 'RESET_REQUIRED' | 'CONFIRMED';
}

export class UserPool {
  readonly id: string;
  readonly spec: UserPoolSpec;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly schema: readonly SchemaAttribute[];
  readonly csvHeader: readonly string[];
  /** In the order of their creation. */
  readonly jobs: ImportJob[] = [];
  readonly #users = new Map<string, User>();

  constructor(id: string, spec: UserPoolSpec, created: number) {
    this.id = id;
    this.spec = spec;
    this.created = created;
    this.schema = schemaOf(spec.schema);
    this.csvHeader = csvHeaderOf(this.schema, spec.passwordHashes === true);
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

  get userCount(): number {
    return this.#users.size;
  }

  users(): Iterable<User> {
    return this.#users.values();
  }

  user(username: string): User | undefined {
    return this.#users.get(this.#key(username));
  }

  addUser(user: User): void {
    this.#users.set(this.#key(user.username), user);
  }

  job(jobId: string): ImportJob | undefined {
    return this.jobs.find((job) => job.id === jobId);
  }

  /** CloudWatch log group of the pool (Developer Guide). */
  get logGroupName(): string {
    return `/aws/cognito/userpools/${this.id}/${this.name}`;
  }

  #key(username: string): string {
    return this.spec.caseSensitive === false ? username.toLowerCase() : username;
  }
}
