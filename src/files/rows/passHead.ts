// The description of a pass over users, stored beside its rows.
import { defined } from '../../domain/base/defined.ts';
import { isBoolean, isNumber, isObject, isText } from '../imports/storedState.ts';

/** What a pass is. Holds no values of rows. */
export interface PassHead {
  readonly id: string;
  /** `undo`, …: what is done to the rows. */
  readonly kind: string;
  /** The subject of the pass: the key of a job. */
  readonly subject: string;
  /** The subject, for people. */
  readonly name?: string;
  /** The user pool's name. */
  readonly poolName?: string;
  readonly rows: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly isFinished: boolean;
  /** Details of the plan that this kind of pass needs later. */
  readonly plan?: Readonly<Record<string, number>>;
}

/** In the folder of a pass. */
export const headName = 'pass.json';

export function parseHead(text: string): PassHead | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value)) return undefined;
  const { id, kind, subject, rows, createdAt, isFinished } = value;
  const isHead =
    isText(id) &&
    isText(kind) &&
    isText(subject) &&
    isNumber(rows) &&
    isNumber(createdAt) &&
    isBoolean(isFinished);
  if (!isHead) return undefined;
  const plan = isObject(value['plan']) ? numbersIn(value['plan']) : undefined;
  const name = isText(value['name']) ? value['name'] : undefined;
  const poolName = isText(value['poolName']) ? value['poolName'] : undefined;
  return defined({ id, kind, subject, name, poolName, rows, createdAt, isFinished, plan });
}

function numbersIn(value: Readonly<Record<string, unknown>>): Readonly<Record<string, number>> {
  const numbers = Object.entries(value).flatMap(([name, number]) =>
    isNumber(number) ? [[name, number] as const] : [],
  );
  return Object.fromEntries(numbers);
}
