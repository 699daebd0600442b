// Reads phone numbers as people write them, with and without a country.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { phoneCountries, readPhone } from '../../../src/sources/meaning/phone.ts';

const cases: readonly (readonly [text: string, country: string | undefined, number: string | undefined])[] = [
  ['+4915112345678', undefined, '+4915112345678'],
  ['+49 (0)151 12345678', undefined, '+4915112345678'],
  ['0049 151 12345678', undefined, '+4915112345678'],
  ['0049 151 12345678', 'DE', '+4915112345678'],
  ['0151 / 1234 5678', 'DE', '+4915112345678'],
  ['0151 12345678', undefined, undefined],
  ['600000001', 'ES', '+34600000001'],
  ['(415) 555-0123', 'US', '+14155550123'],
  ['011 44 20 7946 0958', 'US', '+442079460958'],
  ['tel:+818000000000', undefined, '+818000000000'],
  ["'+4915112345678", undefined, '+4915112345678'],
  // These would lose a part of the number.
  ['415-555-0123 ext 5', 'US', undefined],
  ['4.91511E+12', 'DE', undefined],
  ['600 000 001; 600 000 002', 'ES', undefined],
  ['12', 'DE', undefined],
  ['none', 'DE', undefined],
  ['', 'DE', undefined],
  ['0151 12345678', 'Germany', undefined],
];

describe('a phone number', () => {
  for (const [text, country, number] of cases) {
    it(`${text || '(empty)'} from ${country ?? 'an unknown country'} is ${number ?? 'invalid'}`, () =>
      assert.equal(readPhone(text, country), number));
  }

  it('becomes an E.164 number or none, whatever the text', () => {
    const texts = fc.oneof(fc.string(), fc.stringMatching(/^\+?[ ()\d./-]{3,20}$/));
    fc.assert(
      fc.property(texts, fc.constantFrom(undefined, ...phoneCountries), (text, country) => {
        const number = readPhone(text, country);
        assert.match(number ?? '+12', /^\+[1-9]\d{1,14}$/);
        assert.equal(number === undefined ? undefined : readPhone(number, country), number);
      }),
    );
  });
});
