// Failures before any call is signed: the errors of the SDK's credential chain when it finds nothing usable.
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
  [/^Detected a cycle/, (t) => wrong(t, 'has source profiles that lead back to themselves')],
  [/^Unsupported credential source/, (t) => wrong(t, 'names a credential_source that AWS does not know')],
  [/requires multi-factor authentication/, (t) => wrong(t, 'needs an MFA code')],
  [/^Could not resolve credentials using profile: \[(.*)\]/, unresolved],
  [/^Could not load credentials from any providers|^No providers in chain/, nothingFound],
];

export function explainCredentials(thrown: ThrownError): Explanation | undefined {
  const rule = byMessage.find(([pattern]) => pattern.test(thrown.message));
  if (rule) return rule[1](thrown);
  if (/^Command failed: |credential_process/.test(thrown.message)) return processFailed(thrown);
  if (thrown.code === 'ENOENT' || thrown.code === 'EACCES') return fileMissing(thrown);
  return thrown.isWrapped || /Credentials|TokenProvider/.test(thrown.name)
    ? wrong(thrown, 'has credentials that could not be loaded')
    : undefined;
}

function noRegion(): Explanation {
  return {
    kind: 'misconfigured',
    message: 'No valid AWS Region is chosen for this connection.',
    action: { type: 'chooseRegion' },
  };
}

function endpointConflict(thrown: ThrownError): Explanation {
  return wrong(thrown, 'uses a FIPS or dual-stack endpoint that is not available here');
}

function signedOut(thrown: ThrownError): Explanation {
  const { origin } = thrown;
  return {
    kind: 'expired',
    message: `${origin.who} is signed out: its login expired or has not been made yet.`,
    action: renewal(origin),
  };
}

function loginDenied({ origin }: ThrownError): Explanation {
  return {
    kind: 'denied',
    message: `${origin.who} may not renew its login: IAM denies signin:CreateOAuth2Token.`,
    action: renewal(origin),
  };
}

function ssoIncomplete(thrown: ThrownError): Explanation {
  return wrong(thrown, 'has an incomplete SSO configuration');
}

/** The SDK has one message for a missing profile, an empty profile and a missing source profile. */
function unresolved(thrown: ThrownError): Explanation {
  const { origin } = thrown;
  const named = /\[(.*)\]/.exec(thrown.message)?.[1];
  if (named !== undefined && named !== origin.profile) {
    return wrong(thrown, `takes its credentials from profile "${named}", which has none`);
  }
  if (origin.kind === undefined) {
    if (origin.problem) return wrong(thrown, 'is in the AWS files, but AWS does not read it');
    return {
      kind: 'misconfigured',
      message: `${origin.who} is not in the AWS files.`,
      action: { type: 'chooseProfile' },
    };
  }
  return wrong(thrown, 'has no credentials in the AWS files, or not all that they need');
}

function nothingFound({ origin }: ThrownError): Explanation {
  return {
    kind: 'misconfigured',
    message: `No AWS credentials were found for ${inSentence(origin)}.`,
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
      ...wrong(thrown, `has a credential_process that failed with ${short}`),
      short: short.slice(0, longestShort),
    };
  }
  const fault = processFaults.find(([pattern]) => pattern.test(thrown.message))?.[1];
  return wrong(thrown, `has a credential_process that ${fault ?? 'failed'}`);
}

/** Matched by the SDK's messages for a process that succeeded and printed something other than credentials. */
const processFaults: readonly (readonly [RegExp, string])[] = [
  [/invalid JSON/, 'printed no JSON'],
  [/did not return Version 1/, 'did not print "Version": 1'],
  [/returned expired credentials/, 'printed expired credentials'],
  [/returned invalid credentials/, 'printed no access key or no secret'],
];

function fileMissing(thrown: ThrownError): Explanation {
  return wrong(thrown, 'names a file that cannot be read');
}

function wrong({ origin }: ThrownError, what: string): Explanation {
  return { kind: 'misconfigured', message: `${origin.who} ${what}.`, action: openConfig(origin) };
}
