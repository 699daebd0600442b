// Removes from texts what a language model must not get: addresses, credentials, and values of users.

/** A pre-signed URL carries credentials, and no tool has to return any other address. */
const addresses = /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'<>“”]*/gi;
/** Parts of a signed address, and access keys (IAM User Guide, IAM identifiers). */
const credentials = /\bX-Amz-[\w-]+(?:=[^\s&"'<>]*)?|\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/gi;

const arns = /\barn:[\w-]+:[^\s"'<>“”,)]+/g;
const emails = /[^\s@"'“”‘’<>(),;:]+@[^\s@"'“”‘’<>(),;:]+/g;
const hashes = /\$[\w-]+\$[^\s"'“”]+/g;
const longNumbers = /\+\d{6,}|\b\d{9,}\b/g;
/** Longer than any word that a service writes: keys, hashes and tokens. */
const longWords = /[\w+/=-]{36,}/g;
/** Quotation marks around a text, not the apostrophes of words. */
const quotations = /(?<=^|[\s([:=,])(["'“‘`])([^"'“”‘’`]{1,300})["'”’`](?=$|[\s)\],.:;!?])/g;

/** Column names and fixed values, which a service may quote without revealing anything about a user. */
const harmless =
  /^(?:(?:dev:)?custom:[\w-]{1,40}|cognito:(?:username|mfa_enabled)|sub|name|given_name|family_name|middle_name|nickname|preferred_username|profile|picture|website|email|email_verified|gender|birthdate|zoneinfo|locale|phone_number|phone_number_verified|address|updated_at|password_hash|true|false|verified)$/i;

/** The text without addresses and credentials; for names and our own messages. */
export function withoutAddresses(text: string): string {
  return text.replace(addresses, '[address]').replace(credentials, '[credential]');
}

/**
 * The text without anything that may come from a row of a CSV or from an account; for messages of a service.
 * @param known columns that may be quoted.
 */
export function withoutValues(text: string, known: readonly string[] = []): string {
  return withoutAddresses(text)
    .replace(arns, '[ARN]')
    .replace(quotations, (all: string, _mark: string, quoted: string) =>
      harmless.test(quoted) || known.includes(quoted) ? all : '[value]',
    )
    .replace(emails, '[e-mail address]')
    .replace(hashes, '[hash]')
    .replace(longNumbers, '[number]')
    .replace(longWords, '[long text]');
}

/** As JSON text, each text in it without addresses and credentials. */
export function toJson(value: object): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'string' ? withoutAddresses(member) : member,
  );
}
