// Names and messages of the service, made harmless where VS Code reads signs in texts: `$(icon)` and `[link](command:…)`.

/** The text with a zero-width space inside each such sign: it looks the same and means nothing. */
export function plain(text: string): string {
  return text.replaceAll('$(', '$\u200b(').replaceAll('](', ']\u200b(');
}
