// Network failures: no connection, DNS, TLS, time-outs, or an answer that is not from AWS.
import { networkWords as words } from './failureWords.ts';
import type { Explanation, ThrownError } from './thrownError.ts';

const unreachable = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL)\b/;
const broken = /\b(ECONNRESET|ECONNABORTED|EPIPE|EPROTO|socket hang up)\b/;
const slow = /\b(ETIMEDOUT|ESOCKETTIMEDOUT|TimeoutError)\b/;
const untrusted =
  /\b(SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?|CERT_\w+|ERR_TLS_CERT_ALTNAME_INVALID|self[- ]signed certificate)\b/;
const retry = { type: 'retry' } as const;

/** Recognised by Node's code, otherwise by the same word in a message that wraps it. */
export function explainNetwork(thrown: ThrownError): Explanation | undefined {
  if (thrown.name === 'AbortError') return { kind: 'cancelled', message: words.cancelled };
  if (answeredBySomebodyElse(thrown)) return proxyAnswered;
  // A credential process may print such words about its own network.
  if (thrown.name === 'CredentialsProviderError') return undefined;
  const word = thrown.code ?? `${thrown.name}: ${thrown.message}`;
  if (untrusted.test(word)) {
    return {
      kind: 'offline',
      message: words.untrusted(hostOf(thrown)),
      action: { type: 'proxySettings' },
    };
  }
  if (unreachable.test(word)) {
    return { kind: 'offline', message: words.unreachable(hostOf(thrown)), action: retry };
  }
  if (broken.test(word)) {
    return { kind: 'offline', message: words.broken, action: retry };
  }
  if (slow.test(word)) {
    return { kind: 'offline', message: words.slow, action: retry };
  }
  return undefined;
}

/** A captive portal, a proxy's sign-in page, or an endpoint that is no AWS service. */
export const proxyAnswered: Explanation = {
  kind: 'offline',
  message: words.proxyAnswered,
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

function hostOf({ message }: ThrownError): string | undefined {
  return /\b(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED)\s+([\w.:[\]-]+)/.exec(message)?.[1];
}
