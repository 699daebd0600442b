// Messages why a record of a source is not a user.
export const recordRefusals = {
  'not-json': 'The line is not JSON.',
  'not-an-object': 'This is no object with the values of a user.',
  'service-account': 'This is the account of a program, not of a person.',
  'other-record': 'This is a record of something else: it has no password field.',
  anonymous: 'This user is anonymous: nobody could sign in as it.',
  deleted: 'This user was deleted.',
} as const;
