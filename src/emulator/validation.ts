// Validates requests against their model, with the service's own message: "1 validation error detected: Value … at …".
import { invalidParameter, serialization } from './serviceError.ts';

/** One member of a request. `R`: whether it is required. */
export interface Member<T, R extends boolean = boolean> {
  readonly required: R;
  /** Reads the value at `path`; adds broken constraints to `violations`. */
  read(value: unknown, path: string, violations: string[]): T;
}

export type Members = Readonly<Record<string, Member<unknown>>>;

/** The validated request; absent optional members are undefined. */
export type Input<M extends Members> = {
  readonly [K in keyof M]: M[K] extends Member<infer T, infer R>
    ? R extends true
      ? T
      : T | undefined
    : never;
};

/** @throws ServiceError InvalidParameterException with every violation, or SerializationException for a wrong type. */
export function readInput<M extends Members>(members: M, input: Readonly<Record<string, unknown>>): Input<M> {
  const violations: string[] = [];
  const read = readMembers(members, input, '', violations);
  if (violations.length > 0) {
    const errors = violations.length === 1 ? 'error' : 'errors';
    throw invalidParameter(`${violations.length} validation ${errors} detected: ${violations.join('; ')}`);
  }
  return read;
}

function readMembers<M extends Members>(
  members: M,
  input: Readonly<Record<string, unknown>>,
  parent: string,
  violations: string[],
): Input<M> {
  const entries = Object.entries(members).map(([name, member]) => {
    const path = parent + name.charAt(0).toLowerCase() + name.slice(1);
    const value = input[name];
    if (value !== undefined && value !== null) return [name, member.read(value, path, violations)];
    if (member.required)
      violations.push(`Value null at '${path}' failed to satisfy constraint: Member must not be null`);
    return [name, undefined];
  });
  // Every member was read by its own reader, so the object has the shape of its members.
  return Object.fromEntries(entries) as Input<M>;
}

function violation(value: string | number, path: string, constraint: string): string {
  return `Value '${value}' at '${path}' failed to satisfy constraint: Member must ${constraint}`;
}

interface TextConstraints {
  readonly min?: number;
  readonly max?: number;
  /** A pattern of the model; the whole value must match. */
  readonly pattern?: string;
  readonly values?: readonly string[];
}

export function text(constraints: TextConstraints = {}): Member<string, false> {
  const { min = 0, max = Infinity, pattern, values } = constraints;
  const whole = pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`, 'u');
  return {
    required: false,
    read(value, path, violations) {
      if (typeof value !== 'string') throw wrongType(value, 'a String');
      if (value.length < min)
        violations.push(violation(value, path, `have length greater than or equal to ${min}`));
      if (value.length > max)
        violations.push(violation(value, path, `have length less than or equal to ${max}`));
      if (whole && pattern !== undefined && !whole.test(value)) {
        violations.push(violation(value, path, `satisfy regular expression pattern: ${pattern}`));
      }
      if (values && !values.includes(value)) {
        violations.push(violation(value, path, `satisfy enum value set: [${values.join(', ')}]`));
      }
      return value;
    },
  };
}

/** One of a set of texts. */
export function choice<const V extends string>(values: readonly V[]): Member<V, false> {
  const checked = text({ values });
  // A value outside the set is a violation, so the operation does not run.
  return { required: false, read: (value, path, violations) => checked.read(value, path, violations) as V };
}

export function numberIn(min: number, max: number): Member<number, false> {
  return {
    required: false,
    read(value, path, violations) {
      if (typeof value !== 'number') throw wrongType(value, 'an Integer');
      if (value < min) violations.push(violation(value, path, `have value greater than or equal to ${min}`));
      if (value > max) violations.push(violation(value, path, `have value less than or equal to ${max}`));
      return value;
    },
  };
}

/** A number in a form. */
export function formNumber(min: number, max: number): Member<number, false> {
  const checked = numberIn(min, max);
  return {
    required: false,
    read: (value, at, violations) =>
      checked.read(typeof value === 'string' ? Number(value) : value, at, violations),
  };
}

export const flag: Member<boolean, false> = {
  required: false,
  read(value) {
    if (typeof value !== 'boolean') throw wrongType(value, 'a Boolean');
    return value;
  },
};

export function list<T>(of: Member<T>): Member<readonly T[], false> {
  return {
    required: false,
    read(value, path, violations) {
      if (!Array.isArray(value)) throw serialization('Expected list or null');
      return value.map((item, index) => of.read(item, `${path}.${index + 1}.member`, violations));
    },
  };
}

export function structure<M extends Members>(members: M): Member<Input<M>, false> {
  return {
    required: false,
    read(value, path, violations) {
      if (!isRecord(value)) throw serialization('Expected structure or null');
      return readMembers(members, value, `${path}.`, violations);
    },
  };
}

export function required<T>(member: Member<T, false>): Member<T, true> {
  return { ...member, required: true };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrongType(value: unknown, wanted: string): Error {
  switch (typeof value) {
    case 'string':
      return serialization(`STRING_VALUE can not be converted to ${wanted}`);
    case 'number':
      return serialization(`NUMBER_VALUE can not be converted to ${wanted}`);
    case 'boolean':
      return serialization(`${value ? 'TRUE' : 'FALSE'}_VALUE can not be converted to ${wanted}`);
    default:
      return serialization('Start of structure or map found where not expected.');
  }
}
