// Bytes in base64, hexadecimal and text. A byte is a character from U+0000 to U+00FF here, as atob and btoa have it.

/** One character, U+0000 to U+00FF, for each byte. */
export type Octets = string;

/** The text in UTF-8. */
export function fromText(text: string): Octets {
  return String.fromCharCode(...new TextEncoder().encode(text));
}

/** Of the usual alphabet, that of URLs, or passlib's with "." for "+"; padded or not. Undefined for what is none of them. */
export function fromBase64(text: string): Octets | undefined {
  const usual = text.replaceAll(/[.-]/g, '+').replaceAll('_', '/').replace(/=+$/, '');
  if (!/^[A-Za-z0-9+/]*$/.test(usual) || usual.length % 4 === 1) return undefined;
  return atob(usual);
}

/** Undefined for what is not hexadecimal. */
export function fromHex(text: string): Octets | undefined {
  if (!/^(?:[0-9a-f]{2})*$/i.test(text)) return undefined;
  return (text.match(/../g) ?? []).map((byte) => String.fromCharCode(Number.parseInt(byte, 16))).join('');
}

/** Of the usual alphabet, padded. */
export function toBase64(octets: Octets): string {
  return btoa(octets);
}

export function toHex(octets: Octets): string {
  return Array.from(octets, (octet) => octet.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}

/** A number of four bytes, the highest first; undefined behind the end. */
export function readUint32(octets: Octets, at: number): number | undefined {
  return octets.length < at + 4
    ? undefined
    : [0, 1, 2, 3].reduce((sum, index) => sum * 256 + octets.charCodeAt(at + index), 0);
}
