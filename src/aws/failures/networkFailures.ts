// Failures on the way to AWS: no network, no name, no trust, no time, or somebody else who answers.
import type { Explanation, ThrownError } from './thrownError.ts';

const unreachable = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL)\b/;
const broken = /\b(ECONNRESET|ECONNABORTED|EPIPE|EPROTO|socket hang up)\b/;
const slow = /\b(ETIMEDOUT|ESOCKETTIMEDOUT|TimeoutError)\b/;
const untrusted =
  /\b(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|CERT_\w+|ERR_TLS_CERT_ALTNAME_INVALID|self[- ]signed certificate)\b/;
const retry = { type: 'retry' } as const;

/** Told by Node's code where there is one, else by the same word in a text that wraps it. */
export function explainNetwork(thrown: ThrownError): Explanation | undefined {
  if (thrown.name === 'AbortError') return { kind: 'cancelled', message: 'The request was cancelled.' };
  if (answeredBySomebodyElse(thrown)) return proxyAnswered;
  // A credential process may well print such words; they are its own affair.
  if (thrown.name === 'CredentialsProviderError') return undefined;
  const word = thrown.code ?? `${thrown.name}: ${thrown.message}`;
  if (untrusted.test(word)) {
    return {
      kind: 'offline',
      message: `The certificate shown by ${hostOf(thrown)} is not trusted here; a proxy may be in between.`,
      action: { type: 'proxySettings' },
    };
  }
  if (unreachable.test(word)) {
    return { kind: 'offline', message: `${capital(hostOf(thrown))} cannot be reached.`, action: retry };
  }
  if (broken.test(word)) {
    return { kind: 'offline', message: 'The connection to AWS broke off.', action: retry };
  }
  if (slow.test(word)) {
    return { kind: 'offline', message: 'AWS did not answer in time.', action: retry };
  }
  return undefined;
}

/** A captive portal, a proxy's sign-in page, or an endpoint that is no AWS service. */
export const proxyAnswered: Explanation = {
  kind: 'offline',
  message: 'A proxy or a sign-in page answered instead of AWS.',
  action: { type: 'proxySettings' },
};

function answeredBySomebodyElse({ name, message, code, httpStatus = 0 }: ThrownError): boolean {
  // Node's parser: no HTTP at all.
  if (code?.startsWith('HPE_')) return true;
  if (httpStatus === 407 || httpStatus === 511) return true;
  if (httpStatus >= 300 && httpStatus < 400) return true;
  // Text that is no JSON: the SDK's parser says so with a SyntaxError of its own.
  return name === 'SyntaxError' || /^char '.' is not expected|Deserialization error/.test(message);
}

function hostOf({ message }: ThrownError): string {
  return /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED)\s+([\w.:[\]-]+)/.exec(message)?.[1] ?? 'AWS';
}

function capital(text: string): string {
  return text === 'AWS' ? text : `The host ${text}`;
}
