// The precedence of variables and settings for an endpoint.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endpointOf } from '../../../../src/aws/calls/endpoint.ts';
import { AwsFiles } from '../../../../src/aws/profiles/profiles.ts';
import { FailureError } from '../../../../src/domain/connections/failure.ts';

const files = new AwsFiles(
  {
    it: { services: 'local', endpoint_url: 'http://profile' },
    plain: { endpoint_url: 'http://profile' },
    quiet: { endpoint_url: 'http://profile', ignore_configured_endpoint_urls: 'True' },
    lost: { services: 'gone' },
    'services.local': { 'cognito_identity_provider.endpoint_url': 'http://section' },
  },
  {},
);
const cognito = 'Cognito Identity Provider';
const all = {
  AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: 'http://own-variable',
  AWS_ENDPOINT_URL: 'http://variable',
};

test("the service's own variable comes first, then the general variable, the services section and the profile", () => {
  assert.equal(endpointOf(cognito, files, 'it', all), 'http://own-variable');
  assert.equal(endpointOf('STS', files, 'it', all), 'http://variable');
  assert.equal(endpointOf(cognito, files, 'it', {}), 'http://section');
  assert.equal(endpointOf('SSO OIDC', files, 'it', {}), 'http://profile');
  assert.equal(endpointOf(cognito, files, 'plain', {}), 'http://profile');
  assert.equal(endpointOf(cognito, files, 'nobody', {}), undefined);
  assert.equal(endpointOf(cognito, files, undefined, {}), undefined);
});

test('an empty variable is ignored', () => {
  assert.equal(endpointOf(cognito, files, 'plain', { AWS_ENDPOINT_URL: '' }), 'http://profile');
});

test('the profile or a variable can turn all endpoints off, and the variable has precedence', () => {
  assert.equal(endpointOf(cognito, files, 'quiet', {}), undefined);
  assert.equal(
    endpointOf(cognito, files, 'it', { ...all, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }),
    undefined,
  );
  assert.equal(
    endpointOf(cognito, files, 'quiet', { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' }),
    'http://profile',
  );
});

test('a missing services section is reported', () => {
  assert.throws(
    () => endpointOf(cognito, files, 'lost', {}),
    (error) => error instanceof FailureError && error.failure.message.includes('"gone"'),
  );
});
