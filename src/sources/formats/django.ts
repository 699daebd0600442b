// Django: the fixture that `manage.py dumpdata auth.user` writes, and the table auth_user as CSV.
import { aside, hashPart, ifNot, leaveOut, to, type Format, type Rule } from './format.ts';

const fields: Readonly<Record<string, Rule>> = {
  password: hashPart('text'),
  username: to('username'),
  email: to('email'),
  first_name: to('given_name'),
  last_name: to('family_name'),
  phone: to('phone_number'),
  phone_number: to('phone_number'),
  is_active: aside('disabled', ifNot),
  is_staff: aside('is_staff'),
  is_superuser: aside('is_superuser'),
  date_joined: aside('created_at'),
  last_login: aside('last_sign_in_at'),
  groups: aside('groups'),
  user_permissions: leaveOut,
};

/**
 * The user model may be the site's own, under any name. A fixture of a whole site has other records too, which have no password.
 * Source: Django docs, Serializing Django objects and django.contrib.auth.
 */
export const django: Format = {
  id: 'django',
  name: 'Django dumpdata',
  shapes: ['json', 'ndjson'],
  sure: [['model', 'fields.password']],
  rules: {
    pk: aside('source_id'),
    model: leaveOut,
    ...Object.fromEntries(Object.entries(fields).map(([name, rule]) => [`fields.${name}`, rule])),
  },
  finish: (draft) => {
    if (draft.hash === undefined) draft.refused = 'other-record';
  },
};

export const djangoCsv: Format = {
  id: 'django-csv',
  name: 'Django auth_user (CSV)',
  shapes: ['csv', 'ndjson', 'json'],
  isTable: true,
  sure: [
    ['password', 'is_active', 'date_joined'],
    ['password', 'is_superuser', 'username'],
  ],
  maybe: [['password', 'last_login']],
  rules: { id: aside('source_id'), ...fields },
};
