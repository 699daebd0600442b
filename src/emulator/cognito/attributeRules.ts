// The importer's rules for the values of attributes (Developer Guide; the pool's own schema).
import { limits, type RuleId } from '../../csv/validate/rules.ts';
import type { SchemaAttribute } from './schema.ts';

/** AWS samples use TRUE, the documentation says true, tools send True: all are accepted. */
export function isTrue(value: string): boolean {
  return value.toLowerCase() === 'true';
}

/** The rule a non-empty value breaks, if any. */
export function brokenAttribute(attribute: SchemaAttribute, value: string): RuleId | undefined {
  return brokenFormat(attribute.Name, value) ?? brokenType(attribute, value);
}

function brokenFormat(name: string, value: string): RuleId | undefined {
  switch (name) {
    case 'birthdate':
      return brokenBirthdate(value);
    case 'updated_at':
      if (!/^\d{1,14}$/.test(value)) return 'updated-at-format';
      return value.length >= 12 ? 'updated-at-milliseconds' : undefined;
    case 'email':
      return /^[^\s@]+@[^\s@]+$/.test(value) ? undefined : 'email-format';
    case 'phone_number':
      return /^\+[1-9]\d{1,14}$/.test(value) ? undefined : 'phone-format';
    default:
      return undefined;
  }
}

function brokenBirthdate(value: string): RuleId | undefined {
  const [, month, day, year] = /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(value) ?? [];
  if (month === undefined || day === undefined || year === undefined) return 'birthdate-format';
  const date = new Date(Date.UTC(2000, Number(month) - 1, Number(day)));
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const real = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return real ? undefined : 'birthdate-impossible';
}

function brokenType(attribute: SchemaAttribute, value: string): RuleId | undefined {
  switch (attribute.AttributeDataType) {
    case 'Boolean':
      return /^(?:true|false)$/i.test(value) ? undefined : 'boolean-value';
    case 'Number':
      return brokenNumber(attribute, value);
    case 'String':
    case 'DateTime':
      return brokenLength(attribute, value);
  }
}

function brokenNumber(attribute: SchemaAttribute, value: string): RuleId | undefined {
  if (!/^[+-]?\d+(?:\.\d+)?$/.test(value)) return 'not-a-number';
  const { MinValue, MaxValue } = attribute.NumberAttributeConstraints ?? {};
  const tooSmall = MinValue !== undefined && Number(value) < Number(MinValue);
  const tooLarge = MaxValue !== undefined && Number(value) > Number(MaxValue);
  return tooSmall || tooLarge ? 'number-range' : undefined;
}

function brokenLength(attribute: SchemaAttribute, value: string): RuleId | undefined {
  const { MinLength, MaxLength } = attribute.StringAttributeConstraints ?? {};
  if (value.length > Math.min(limits.valueCharacters, Number(MaxLength ?? limits.valueCharacters))) {
    return 'value-too-long';
  }
  return value.length < Number(MinLength ?? 0) ? 'value-too-short' : undefined;
}
