// Finds a service's endpoint in the user's variables and `endpoint_url` settings, for the profile that is really used.
import { FailureError } from '../../domain/connections/failure.ts';
import type { AwsFiles, Section } from '../profiles/profiles.ts';

/** Service ids as the SDK has them; their snake case names the variables and the keys of a `services` section. */
export type Service =
  'Cognito Identity Provider' | 'CloudWatch Logs' | 'IAM' | 'STS' | 'SSO' | 'SSO OIDC' | 'Signin';

/**
 * The configured endpoint, or undefined for AWS's own. The SDK by itself looks at AWS_PROFILE's section only, never at the
 * profile a client was given (AWS SDKs and Tools Reference, "Service-specific endpoints").
 * @throws FailureError when the profile names a `services` section that does not exist.
 */
export function endpointOf(
  service: Service,
  files: AwsFiles,
  profile: string | undefined,
  env: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const section = profile === undefined ? {} : (files.profile(profile) ?? {});
  if (isTrue(env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] ?? section['ignore_configured_endpoint_urls'])) {
    return undefined;
  }
  const name = service.replaceAll(' ', '_');
  return (
    [env[`AWS_ENDPOINT_URL_${name.toUpperCase()}`], env['AWS_ENDPOINT_URL']].find((url) => url) ??
    servicesOf(files, section, profile)[`${name.toLowerCase()}.endpoint_url`] ??
    section['endpoint_url']
  );
}

function servicesOf(files: AwsFiles, section: Section, profile: string | undefined): Section {
  const name = section['services'];
  if (name === undefined) return {};
  const services = files.services(name);
  if (services) return services;
  throw new FailureError(files.missingSection('services', name, profile ?? 'default'));
}

function isTrue(value: string | undefined): boolean {
  return value?.toLowerCase() === 'true';
}
