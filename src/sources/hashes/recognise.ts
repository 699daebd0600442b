// Decides about a password hash of another system: accepted unchanged, rewritten without loss, or refused with the reason.
import type { HashAlgorithm } from '../../csv/schema.ts';
import { plainDigest, unwrap } from '../../csv/values/hashes.ts';
import { hashCosts } from '../../csv/values/hashShapes.ts';
import { isNothingWord, mostNothingCharacters } from '../../csv/values/nothingWords.ts';
import type { SourceHash } from '../user.ts';
import { cryptSchemes } from './crypt.ts';
import { refuse, type Found } from './found.ts';
import { frameworkSchemes, readAspNet } from './frameworks.ts';
import { readParts, refusedByName } from './parts.ts';
import type { HashRefusal } from './refusals.ts';
import { SchemeTable } from './scheme.ts';

export type HashVerdict =
  /** `hash` is the value for `password_hash`; `converted`: it differs from the source's. */
  | {
      readonly kind: 'usable';
      readonly algorithm: HashAlgorithm;
      readonly hash: string;
      readonly converted: boolean;
    }
  /** The sentence is in refusals.ts; `detail` never has a part of the hash. */
  | { readonly kind: 'refused'; readonly reason: HashRefusal; readonly detail?: string }
  /** There is no hash. */
  | { readonly kind: 'none' };

/** Judged by the hash alone: only a password can show whether it is the one that the user knows. */
export function judgeHash(hash: SourceHash | undefined): HashVerdict {
  const text = hash?.text.trim() ?? '';
  if (hash === undefined || text === '' || isNothing(text)) return { kind: 'none' };
  return verdictOf(find(text.length === hash.text.length ? hash : { ...hash, text }), text);
}

function isNothing(text: string): boolean {
  return text.length <= mostNothingCharacters && isNothingWord(text);
}

function find(hash: SourceHash): Found {
  const refused = refusedByName(hash);
  if (refused !== undefined) return refused;
  const whole = readParts(hash);
  if (whole !== undefined) return whole;
  const found = readText(hash.text);
  const salt = hash.salt?.trim() ?? '';
  const isBeside = salt !== '' && !hash.text.includes(salt);
  return isBeside && !('refused' in found) ? refuse('salt-beside') : found;
}

function readText(text: string): Found {
  return readKnown(text) ?? readWrapped(text) ?? readNothing(text);
}

const table = new SchemeTable([...frameworkSchemes, ...cryptSchemes]);

function readKnown(text: string): Found | undefined {
  // No other system uses Cognito's own form of scrypt; every other kind is read by its scheme, which writes it in one form.
  if (/^\d/.test(text) && hashCosts(text, 'SCRYPT') !== undefined) return { algorithm: 'SCRYPT', hash: text };
  return table.read(text) ?? readAspNet(text);
}

/** Databases export binary columns in hexadecimal or base64: taken only if a usable hash is in it. */
function readWrapped(text: string): Found | undefined {
  const inside = unwrap(text);
  const found = inside === undefined ? undefined : readKnown(inside.trim());
  return found === undefined || 'refused' in found ? undefined : found;
}

function readNothing(text: string): Found {
  const digest = plainDigest(text);
  if (digest !== undefined) return refuse('other-algorithm', `a plain ${digest} digest`);
  return /^[0-9a-f]{16,}[:$.][0-9a-f]{32,}$/i.test(text)
    ? refuse('parameters-unknown', 'only a salt and a key are there')
    : refuse('unknown');
}

function verdictOf(found: Found, text: string): HashVerdict {
  if ('refused' in found) {
    const { refused: reason, detail } = found;
    return { kind: 'refused', reason, ...(detail === undefined ? {} : { detail }) };
  }
  const { algorithm, hash } = found;
  // The validator's own measure, so that no hash is taken here and refused there.
  const costs = hashCosts(hash, algorithm);
  if (costs === undefined) return { kind: 'refused', reason: 'damaged' };
  const over = costs.filter(({ value, most }) => value > most);
  if (over.length === 0) return { kind: 'usable', algorithm, hash, converted: hash !== text };
  const list = over.map(({ name, value, most }) => `${name} ${value}, at most ${most}`).join('; ');
  return { kind: 'refused', reason: 'over-limit', detail: `${algorithm} with ${list}` };
}
