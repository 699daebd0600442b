// Bytes in base64, hexadecimal and text. A byte is a character from U+0000 to U+00FF here, as atob and btoa have it.

/** One character, U+0000 to U+00FF, for each byte. */
export type Octets = string;

/** The text in UTF-8. */
export function fromText(text: string): Octets {
  return /^[\x20-\x7e]*$/.test(text) ? text : String.fromCharCode(...new TextEncoder().encode(text));
}

/** Of the usual alphabet, that of URLs, or passlib's with "." for "+"; padded or not. Undefined for anything else. */
export function fromBase64(text: string): Octets | undefined {
  const usual = text.replaceAll(/[.-]/g, '+').replaceAll('_', '/').replace(/=+$/, '');
  if (!/^[A-Za-z0-9+/]*$/.test(usual) || usual.length % 4 === 1) return undefined;
  return atob(usual);
}

/** Undefined for what is not hexadecimal. */
export function fromHex(text: string): Octets | undefined {
  if (!/^(?:[0-9a-f]{2})*$/i.test(text)) return undefined;
  let octets = '';
  for (let at = 0; at < text.length; at += 2)
    octets += String.fromCharCode(Number.parseInt(text.slice(at, at + 2), 16));
  return octets;
}

/** Of the usual alphabet, padded. */
export function toBase64(octets: Octets): string {
  return btoa(octets);
}

/** Of every byte. */
const hexadecimal = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function toHex(octets: Octets): string {
  let text = '';
  for (let at = 0; at < octets.length; at++) text += hexadecimal[octets.charCodeAt(at)] ?? '';
  return text;
}

/** A number of four bytes, the highest first; undefined behind the end. */
export function readUint32(octets: Octets, at: number): number | undefined {
  return octets.length < at + 4
    ? undefined
    : [0, 1, 2, 3].reduce((sum, index) => sum * 256 + octets.charCodeAt(at + index), 0);
}
