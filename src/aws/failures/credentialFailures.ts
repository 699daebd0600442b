// Failures before any call is signed: the errors of the SDK's credential chain when it finds nothing usable.
import { credentialWords as words } from './failureWords.ts';
import { openConfig } from './origin.ts';
import { processEnd } from '../credentials/credentialProcess.ts';
import { redact } from './redact.ts';
import { inSentence, renewal } from './serviceFailures.ts';
import type { Explainer, Explanation, ThrownError } from './thrownError.ts';

/** Matched by message: the SDK has one error name for all of these. First match wins. */
const byMessage: readonly (readonly [RegExp, Explainer])[] = [
  [/^Region is missing|^Region not accepted|Missing Region/, noRegion],
  [/^Invalid Configuration: |is enabled but this partition does not support/, endpointConflict],
  [/invalid SSO credentials|Sso session '|'sso_region'|not configured with SSO/, ssoIncomplete],
  [/^Unable to refresh credentials due to insufficient permissions/, loginDenied],
  [
    /aws (sso )?login|SSO (session|Token)|SSO returns|reauthenticate|Failed to load (a )?token|DPoP/i,
    signedOut,
  ],
  [/^Detected a cycle/, (thrown) => wrong(thrown, words.cycle)],
  [/^Unsupported credential source/, (thrown) => wrong(thrown, words.unknownSource)],
  [/requires multi-factor authentication/, (thrown) => wrong(thrown, words.mfaNeeded)],
  [/^Could not resolve credentials using profile: \[(.*)\]/, unresolved],
  [/^Could not load credentials from any providers|^No providers in chain/, nothingFound],
];

export function explainCredentials(thrown: ThrownError): Explanation | undefined {
  const rule = byMessage.find(([pattern]) => pattern.test(thrown.message));
  if (rule) return rule[1](thrown);
  if (/^Command failed: |credential_process/.test(thrown.message)) return processFailed(thrown);
  if (thrown.code === 'ENOENT' || thrown.code === 'EACCES') return fileMissing(thrown);
  return thrown.isWrapped || /Credentials|TokenProvider/.test(thrown.name)
    ? wrong(thrown, words.notLoaded)
    : undefined;
}

function noRegion(): Explanation {
  return {
    kind: 'misconfigured',
    message: words.noRegion,
    action: { type: 'chooseRegion' },
  };
}

function endpointConflict(thrown: ThrownError): Explanation {
  return wrong(thrown, words.endpointConflict);
}

function signedOut(thrown: ThrownError): Explanation {
  const { origin } = thrown;
  return {
    kind: 'expired',
    message: words.signedOut(origin.who),
    action: renewal(origin),
  };
}

function loginDenied({ origin }: ThrownError): Explanation {
  return {
    kind: 'denied',
    message: words.loginDenied(origin.who),
    action: renewal(origin),
  };
}

function ssoIncomplete(thrown: ThrownError): Explanation {
  return wrong(thrown, words.ssoIncomplete);
}

/** The SDK has one message for a missing profile, an empty profile and a missing source profile. */
function unresolved(thrown: ThrownError): Explanation {
  const { origin } = thrown;
  const named = /\[(.*)\]/.exec(thrown.message)?.[1];
  if (named !== undefined && named !== origin.profile) {
    return wrong(thrown, (who) => words.sourceWithout(who, named));
  }
  if (origin.kind === undefined) {
    if (origin.problem) return wrong(thrown, words.notRead);
    return {
      kind: 'misconfigured',
      message: words.notInFiles(origin.who),
      action: { type: 'chooseProfile' },
    };
  }
  return wrong(thrown, words.incomplete);
}

function nothingFound({ origin }: ThrownError): Explanation {
  return {
    kind: 'misconfigured',
    message: words.noneFound(inSentence(origin)),
    action: { type: 'chooseProfile' },
  };
}

/** The most characters of a row's description. */
const longestShort = 60;

/** The row shows the first line of the process's stderr; the detail has the rest. */
function processFailed(thrown: ThrownError): Explanation {
  const end = processEnd(thrown.message);
  if (end) {
    const said = redact(end.stderr).replace(/[.:]+$/, '');
    const short = said === '' ? end.end : `${end.end}: ${said}`;
    return {
      ...wrong(thrown, (who) => words.processFailedWith(who, short)),
      short: short.slice(0, longestShort),
    };
  }
  const fault = processFaults.find(([pattern]) => pattern.test(thrown.message))?.[1];
  return wrong(thrown, fault ?? words.processFailed);
}

/** Matched by the SDK's messages for a process that succeeded and printed something other than credentials. */
const processFaults: readonly (readonly [RegExp, (who: string) => string])[] = [
  [/invalid JSON/, words.processNoJson],
  [/did not return Version 1/, words.processNoVersion],
  [/returned expired credentials/, words.processExpired],
  [/returned invalid credentials/, words.processNoKey],
];

function fileMissing(thrown: ThrownError): Explanation {
  return wrong(thrown, words.fileMissing);
}

function wrong({ origin }: ThrownError, says: (who: string) => string): Explanation {
  return { kind: 'misconfigured', message: says(origin.who), action: openConfig(origin) };
}
