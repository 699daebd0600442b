// All formats, the more particular ones first.
import { auth0, auth0Passwords } from './auth0.ts';
import { clerk } from './clerk.ts';
import { cognito } from './cognito.ts';
import { django, djangoCsv } from './django.ts';
import { firebase, firebaseCsv } from './firebase.ts';
import type { Format } from './format.ts';
import { aspnet, devise, laravel, wordpress } from './frameworks.ts';
import { generic } from './generic.ts';
import { keycloak } from './keycloak.ts';
import { kratos } from './kratos.ts';
import { okta, oktaCsv } from './okta.ts';
import { supabase } from './supabase.ts';

export const formats: readonly Format[] = [
  auth0Passwords,
  auth0,
  firebase,
  firebaseCsv,
  keycloak,
  django,
  djangoCsv,
  okta,
  oktaCsv,
  supabase,
  clerk,
  cognito,
  kratos,
  aspnet,
  laravel,
  devise,
  wordpress,
  generic,
];

/** @throws RangeError for an id that is none. */
export function formatOf(id: string): Format {
  const format = formats.find((one) => one.id === id);
  if (format === undefined) throw new RangeError(`There is no format ${id}.`);
  return format;
}
