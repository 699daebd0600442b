// Phone numbers as people write them, to E.164. It is in a bundle of its own because of the library's metadata.
import { getCountries, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';

/** ISO 3166-1 alpha-2 codes of the countries whose numbers can be read. */
export const phoneCountries: readonly string[] = getCountries();

/**
 * The number with its country code. Undefined if it is none, has an extension, or only a country would complete it.
 * @param country of numbers without a country code.
 */
export function readPhone(text: string, country: string | undefined): string | undefined {
  // Nearly all are in that form already, and the library takes its time.
  if (/^\+[1-9]\d{6,14}$/.test(text)) return text;
  const bare = text
    .replace(/^(?:tel:|')\s*/i, '')
    .replace(/^00(?=[1-9])/, country === undefined ? '+' : '00');
  // A long number converted by a spreadsheet has lost its digits.
  if (/\d[.,]?\d*E\+?\d+$/i.test(bare)) return undefined;
  const number = parsePhoneNumberFromString(bare, {
    ...(isCountry(country) ? { defaultCountry: country } : {}),
    extract: false,
  });
  if (number === undefined || number.ext !== undefined || !number.isPossible()) return undefined;
  return number.number;
}

function isCountry(country: string | undefined): country is CountryCode {
  return country !== undefined && phoneCountries.includes(country);
}
