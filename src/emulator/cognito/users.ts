// The users of a pool: found by username, by sub, and by the addresses and numbers they sign in with.
/** How the users of a pool sign in. Absent `caseSensitive` means case sensitive. */
export interface SignInNames {
  readonly usernameAttributes?: readonly string[] | undefined;
  readonly aliasAttributes?: readonly string[] | undefined;
  readonly caseSensitive?: boolean | undefined;
}

/** UserStatusType, as far as users here can be in it. */
export type UserStatus = 'RESET_REQUIRED' | 'CONFIRMED' | 'FORCE_CHANGE_PASSWORD';

/** An event that threat protection recorded for a user (AuthEventType). */
export interface AuthEvent {
  readonly id: string;
  readonly type: 'SignIn' | 'ForgotPassword' | 'PasswordChange';
  readonly response: 'Pass' | 'Fail' | 'InProgress';
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The data of a new user. */
export interface NewUser {
  /** Where users sign in with an e-mail address or a number, the service generates the username: the sub. */
  readonly username: string;
  readonly sub: string;
  /** Attribute names and values; one `columns` is shared by all users of an import. An empty value is no attribute. */
  readonly columns: readonly string[];
  readonly values: readonly string[];
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly status: UserStatus;
}

export interface User extends Omit<NewUser, 'status'> {
  /** Increases from user to user; marks where a page of a list ends. */
  readonly ordinal: number;
  status: UserStatus;
  enabled: boolean;
  /** Milliseconds since the epoch. */
  modified: number;
  /** Attributes set after the user was created, by name. */
  changed?: Map<string, string>;
  /** Newest first; only in pools that record events. */
  events?: AuthEvent[];
}

export interface Group {
  readonly name: string;
  readonly description: string | undefined;
  readonly precedence: number | undefined;
  readonly roleArn: string | undefined;
  /** Milliseconds since the epoch. */
  readonly created: number;
  readonly members: Set<User>;
}

export interface Attribute {
  readonly Name: string;
  readonly Value: string;
}

/** All attributes but those without a value; `sub` comes last. */
export function attributesOf(user: User): Attribute[] {
  const { columns, values, changed } = user;
  const attributes = columns.flatMap((Name, index) => {
    const Value = values[index] ?? '';
    const isAttribute = Value !== '' && !Name.startsWith('cognito:') && Name !== 'password_hash';
    if (!isAttribute || changed?.has(Name) === true) return [];
    return [{ Name, Value: Name.endsWith('_verified') ? Value.toLowerCase() : Value }];
  });
  const later = [...(changed ?? [])].map(([Name, Value]) => ({ Name, Value }));
  return [...attributes, ...later, { Name: 'sub', Value: user.sub }];
}

export function attribute(user: Pick<User, 'sub' | 'columns' | 'values' | 'changed'>, name: string): string {
  if (name === 'sub') return user.sub;
  return user.changed?.get(name) ?? user.values[user.columns.indexOf(name)] ?? '';
}

export class Users {
  readonly #spec: SignInNames;
  readonly #byName = new Map<string, User>();
  /** By every other name under which the service finds them. Empty where users have usernames only. */
  readonly #byAlias = new Map<string, User>();
  /** Built on first use: most pools never need it. */
  #bySub: Map<string, User> | undefined;
  #ordinal = 0;

  constructor(spec: SignInNames) {
    this.#spec = spec;
  }

  get size(): number {
    return this.#byName.size;
  }

  /** In the order of their creation. */
  all(): Iterable<User> {
    return this.#byName.values();
  }

  /** AdminGetUser: "your user's username, but it can be any of their alias attributes" (API reference). */
  find(name: string): User | undefined {
    const key = this.#key(name);
    return this.#byName.get(key) ?? this.#byAlias.get(key);
  }

  ofSub(sub: string): User | undefined {
    this.#bySub ??= new Map([...this.all()].map((user) => [user.sub, user]));
    return this.#bySub.get(sub);
  }

  add({ username, status, ...rest }: NewUser): User {
    const isOwnName = (this.#spec.usernameAttributes ?? []).length > 0;
    const user: User = {
      ...rest,
      username: isOwnName ? rest.sub : username,
      status,
      ordinal: ++this.#ordinal,
      enabled: true,
      modified: rest.created,
    };
    this.#byName.set(this.#key(user.username), user);
    this.#bySub?.set(user.sub, user);
    for (const alias of aliasesOf(user, this.#spec)) this.#byAlias.set(alias, user);
    return user;
  }

  delete(user: User): void {
    this.#byName.delete(this.#key(user.username));
    this.#bySub?.delete(user.sub);
    for (const alias of aliasesOf(user, this.#spec))
      if (this.#byAlias.get(alias) === user) this.#byAlias.delete(alias);
  }

  #key(name: string): string {
    return nameKey(name, this.#spec);
  }
}

/** The form in which a pool compares names. */
export function nameKey(name: string, { caseSensitive }: SignInNames): string {
  return caseSensitive === false ? name.toLowerCase() : name;
}

/**
 * The keys of what a user signs in with besides the username. An address or number used instead of a username always counts; one used
 * as an alias counts once it is verified (Developer Guide).
 */
export function aliasesOf(user: Parameters<typeof attribute>[0], spec: SignInNames): string[] {
  const { usernameAttributes = [], aliasAttributes = [] } = spec;
  const verified = aliasAttributes.filter(
    (name) => name === 'preferred_username' || attribute(user, `${name}_verified`).toLowerCase() === 'true',
  );
  return [...usernameAttributes, ...verified]
    .map((name) => attribute(user, name))
    .filter((value) => value !== '')
    .map((value) => nameKey(value, spec));
}
