// Judges one value by its column.
import { checkHash } from '../values/hashes.ts';
import type { Column } from '../validate/header.ts';
import { limits, type RuleId } from '../validate/rules.ts';
import type { ImportSchema } from '../schema.ts';
import {
  checkBirthdate,
  checkEmail,
  checkPhoneNumber,
  checkUpdatedAt,
  hasUsernameCharacters,
  readBoolean,
} from '../values/values.ts';

interface Problem {
  readonly rule: RuleId;
  /** The particular problem, if the rule's title does not describe it. */
  readonly message?: string;
}

/** The first rule that a value (un-escaped, trimmed, not empty) breaks. */
export function checkValue(column: Column, value: string, schema: ImportSchema): Problem | undefined {
  switch (column.kind) {
    case 'username':
      return checkUsername(value, schema);
    case 'email':
      return problem(checkEmail(value)) ?? checkLength(column, value);
    case 'phone':
      return problem(checkPhoneNumber(value)) ?? checkLength(column, value);
    case 'boolean':
      return readBoolean(value) === undefined ? { rule: 'boolean-value' } : undefined;
    case 'birthdate':
      return problem(checkBirthdate(value));
    case 'updatedAt':
      return problem(checkUpdatedAt(value));
    case 'number':
      return checkNumber(column, value);
    case 'hash':
      return schema.hashAlgorithm === undefined ? undefined : checkHash(value, schema.hashAlgorithm);
    case 'text':
      return checkLength(column, value);
    case 'unknown':
      return undefined;
  }
}

function problem(rule: RuleId | undefined): Problem | undefined {
  return rule === undefined ? undefined : { rule };
}

function checkUsername(value: string, schema: ImportSchema): Problem | undefined {
  if (!hasUsernameCharacters(value)) return { rule: 'username-characters' };
  if (value.length > limits.usernameCharacters) return { rule: 'username-too-long' };
  const isEmail = checkEmail(value) === undefined;
  const isPhone = checkPhoneNumber(value) === undefined;
  const { usernameAttributes, aliasAttributes } = schema;
  if (usernameAttributes.length > 0) {
    const fits = usernameAttributes.some((contact) => (contact === 'email' ? isEmail : isPhone));
    const words = usernameAttributes.map((contact) => contactWords[contact]).join(' or ');
    return fits
      ? undefined
      : { rule: 'username-not-alias', message: `In this user pool a username is ${words}.` };
  }
  const clash =
    (isEmail && aliasAttributes.includes('email')) || (isPhone && aliasAttributes.includes('phone_number'));
  return clash ? { rule: 'username-like-alias' } : undefined;
}

const contactWords = { email: 'an email address', phone_number: 'a phone number' } as const;

function checkLength(column: Column, value: string): Problem | undefined {
  const { minLength, maxLength, name } = column;
  if (value.length > maxLength) {
    return {
      rule: 'value-too-long',
      message: `“${name}” can have at most ${maxLength} characters; this has ${value.length}.`,
    };
  }
  if (value.length < minLength) {
    return {
      rule: 'value-too-short',
      message: `“${name}” needs at least ${minLength} characters; this has ${value.length}.`,
    };
  }
  return undefined;
}

function checkNumber(column: Column, value: string): Problem | undefined {
  const { minValue, maxValue, name } = column;
  if (!/^[+-]?\d+(\.\d+)?$/.test(value)) return { rule: 'not-a-number', message: `“${name}” is a number.` };
  const number = Number(value);
  if (number < minValue) return { rule: 'number-range', message: `“${name}” is at least ${minValue}.` };
  if (number > maxValue) return { rule: 'number-range', message: `“${name}” is at most ${maxValue}.` };
  return undefined;
}
