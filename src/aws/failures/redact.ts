// Removes possible secrets from error texts of other software before they are shown or logged.

const longest = 600;

const secrets: readonly [RegExp, string][] = [
  // A URL's query may be a signature: X-Amz-Credential, X-Amz-Signature, X-Amz-Security-Token.
  [/(\bhttps?:\/\/[^\s?#"'<>]+)\?[^\s"'<>]+/gi, '$1?[redacted]'],
  [/\bX-Amz-[\w-]+=[^\s&"'<>]+/gi, '[redacted]'],
  [/\b(Credential|Signature)=[^\s,"'<>]+/g, '$1=[redacted]'],
  // Access key ids, with their prefixes for users, roles and the like.
  [/\b(?:AKIA|ASIA|ABIA|ACCA|AIDA|AROA)[A-Z0-9]{12,}\b/g, '[redacted]'],
  // `"SecretAccessKey": "…"`, `aws_session_token = …` and anything else a credential process may print.
  [/((?:secret[\w-]*|[\w-]+token|password|passwd)["']?\s*[:=]\s*)["']?[^\s"',}]+/gi, '$1[redacted]'],
  // Secret keys are 40 characters of base64 in mixed case with a digit; session tokens and JWTs are far longer.
  [/(?<![\w/+=.-])(?=[\w/+]*\d)(?=[\w/+]*[a-z])(?=[\w/+]*[A-Z])[A-Za-z0-9/+]{40}(?![\w/+=])/g, '[redacted]'],
  [/[\w/+=.-]{120,}/g, '[redacted]'],
];

/** One line of at most 600 characters, with credentials, signatures and URL queries replaced. */
export function redact(text: string): string {
  const clean = secrets.reduce((rest, [pattern, by]) => rest.replace(pattern, by), text);
  const line = clean.replace(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
