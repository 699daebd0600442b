// Texts about links.

export const linkWords = {
  untrusted: 'Links to import jobs open in trusted workspaces only, since they use your AWS profiles.',
  noProfile: (profile: string, place: string) =>
    `The link is for the AWS profile “${profile}”, which your AWS files${place} do not have.`,
  add: (profile: string | undefined, region: string) =>
    profile === undefined
      ? `Add a connection with the environment's credentials in ${region}?`
      : `Add a connection with the AWS profile “${profile}” in ${region}?`,
  addDetail: 'The link needs it to show its user pool. Nothing is changed in AWS.',
  addButton: 'Add Connection',
  copied: 'The link is on the clipboard. It opens for people who have an AWS profile of the same name.',
  sandbox: 'The sandbox ends with its window, so there are no links to its jobs.',
} as const;
