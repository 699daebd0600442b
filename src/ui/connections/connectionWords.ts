// Texts of the commands about connections.
import type { Profile } from '../../domain/connections/connection.ts';
import type { PolicyScope } from '../../domain/connections/iamPolicy.ts';
import type { Machine } from './machine.ts';

/** Where AWS files are read. */
const places: Readonly<Record<Machine, string>> = {
  here: '',
  own: ' on your own computer',
  ssh: ' on the SSH host',
  wsl: ' in WSL',
  container: ' in the container',
  codespace: ' in the codespace',
  remote: ' on the remote machine',
};

/** How a profile gets its credentials. */
const kinds: Readonly<Record<Profile['kind'], string>> = {
  assumeRole: 'assumes a role',
  static: 'access key',
  webIdentity: 'web identity',
  credentialProcess: 'credential process',
  sso: 'IAM Identity Center',
  login: 'aws login',
  none: 'no credentials',
};

/** What each policy allows, in the order of the list. */
const policies: readonly { readonly label: string; readonly detail: string; readonly scope: PolicyScope }[] =
  [
    { label: 'Import Too', detail: 'create, upload, start, watch and stop import jobs', scope: 'import' },
    {
      label: 'Import Too, with Log Roles',
      detail: 'also find the roles that write the logs, and create one',
      scope: 'roles',
    },
    { label: 'Watch and Stop Only', detail: 'see import jobs and their logs, and stop jobs', scope: 'watch' },
    {
      label: 'Compare with User Pools',
      detail: 'watch, and see which users of a CSV exist in a user pool',
      scope: 'compare',
    },
    {
      label: 'Apply Groups and Disabled State',
      detail: 'watch, create groups, add users to groups, and disable users',
      scope: 'groups',
    },
    {
      label: 'Send Password Resets',
      detail: 'watch, see which users must still reset, and send them codes',
      scope: 'resets',
    },
    {
      label: 'Undo Imports',
      detail: 'watch, and delete the users that an import job has created',
      scope: 'undo',
    },
    {
      label: 'Export Users',
      detail: 'watch, and list the users of a user pool with their groups',
      scope: 'export',
    },
    {
      label: 'Compare User Pools',
      detail: 'watch, and read the settings and groups of user pools',
      scope: 'pools',
    },
  ];

export const connectionWords = {
  places,
  kinds,
  policies,
  add: 'Add Connection',
  environment: 'Environment',
  environmentDetail: 'the default credential chain: variables, container, instance',
  notReadable: 'not readable',
  /** @param place one of `places` */
  selectProfile: (place: string) => `Select an AWS profile${place}`,
  noProfile: (place: string) => `No AWS profile was found${place}`,
  profileNotRead: (name: string, reason: string) => `AWS does not read the profile "${name}". ${reason}`,
  selectRegion: (profile: string) => `Select or type a region for ${profile}`,
  selectEnvironmentRegion: 'Select or type a region for the environment',
  ownRegion: "the profile's own",
  typedRegion: 'as typed',
  remove: 'Remove Connection',
  nothingToRemove: 'There is no connection to remove.',
  cancelLoading: 'Cancel Loading',
  nothingLoading: 'No connection is loading.',
  selectConnection: 'Select a connection',
  filter: 'Filter User Pools',
  filterPlaceholder: 'Part of a name or ID; empty shows all',
  copyPolicy: 'Copy Minimal IAM Policy',
  selectPolicy: 'Select what the policy should allow',
  policyCopied: 'The IAM policy is on the clipboard. It allows exactly what this extension calls.',
  mfaTitle: (profile: string) => `MFA code for ${profile}`,
  mfaPrompt: (device: string) => `Enter the code that ${device} shows`,
  mfaTooShort: 'The code is at least six digits.',
  addItem: 'Add Connection…',
  addItemDescription: 'an AWS profile and a region',
  trustItem: 'Manage Workspace Trust…',
  trustItemDescription: 'in Restricted Mode no AWS profile is used',
  sandboxItem: 'Try the Sandbox',
  sandboxItemDescription: 'a small Cognito on your own machine',
};
