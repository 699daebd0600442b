// Network failures: no connection, DNS, TLS, time-outs, or an answer that is not from AWS.
import type { Explanation, ThrownError } from './thrownError.ts';

const unreachable = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL)\b/;
const broken = /\b(ECONNRESET|ECONNABORTED|EPIPE|EPROTO|socket hang up)\b/;
const slow = /\b(ETIMEDOUT|ESOCKETTIMEDOUT|TimeoutError)\b/;
const untrusted =
  /\b(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|CERT_\w+|ERR_TLS_CERT_ALTNAME_INVALID|self[- ]signed certificate)\b/;
const retry = { type: 'retry' } as const;

/** Recognised by Node's code, otherwise by the same word in a message that wraps it. */
export function explainNetwork(thrown: ThrownError): Explanation | undefined {
  if (thrown.name === 'AbortError') return { kind: 'cancelled', message: 'The request was cancelled.' };
  if (answeredBySomebodyElse(thrown)) return proxyAnswered;
  // A credential process may print such words about its own network.
  if (thrown.name === 'CredentialsProviderError') return undefined;
  const word = thrown.code ?? `${thrown.name}: ${thrown.message}`;
  if (untrusted.test(word)) {
    return {
      kind: 'offline',
      message: `The certificate of ${hostOf(thrown)} is not trusted on this computer; a proxy may have replaced it.`,
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
  // Node's parser: the answer is not HTTP.
  if (code?.startsWith('HPE_')) return true;
  if (httpStatus === 407 || httpStatus === 511) return true;
  if (httpStatus >= 300 && httpStatus < 400) return true;
  // The SDK's parser throws a SyntaxError for text that is not JSON.
  return name === 'SyntaxError' || /^char '.' is not expected|Deserialization error/.test(message);
}

function hostOf({ message }: ThrownError): string {
  return /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED)\s+([\w.:[\]-]+)/.exec(message)?.[1] ?? 'AWS';
}

function capital(text: string): string {
  return text === 'AWS' ? text : `The host ${text}`;
}
