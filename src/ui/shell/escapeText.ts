// Escapes text of the service, so that VS Code renders no icon or link in it, and the surrounding text stays intact.

/** Control characters that change the direction of all text after them. Right-to-left letters need none of these. */
const directionControls = /[\u202a-\u202e\u2066-\u2069]/g;

/** A name may contain line breaks: in a question, the text after one would look like the extension's own. */
const lineBreaks = /\s*[\n\v\f\r\u0085\u2028\u2029]+\s*/g;

/**
 * The text on one line, with a zero-width space inside each `$(icon)` and `[link](command:…)`, so that it looks the same and
 * has no effect, and with a replacement character for each control that would turn the text after it.
 */
export function plain(text: string): string {
  return text
    .replaceAll('$(', '$\u200b(')
    .replaceAll('](', ']\u200b(')
    .replace(lineBreaks, ' ')
    .replace(directionControls, '\ufffd');
}

/** A name shortened to 40 characters, for places where the text after it matters more than its end. */
export function plainStart(name: string): string {
  const whole = plain(name);
  if (whole.length <= 40) return whole;
  const characters = Array.from(new Intl.Segmenter().segment(whole), ({ segment }) => segment);
  return characters.length <= 40 ? whole : `${characters.slice(0, 39).join('').trimEnd()}…`;
}
