// The addresses of a pool or job in AWS: partition, ARN, console URL, CLI commands.
import type { Connection } from '../connections/connection.ts';
import type { JobRef } from './job.ts';
import type { PoolRef } from './userPool.ts';

interface Partition {
  readonly id: string;
  readonly matches: RegExp;
  readonly console: (region: string) => string;
}

const commercial: Partition = {
  id: 'aws',
  matches: /^/,
  console: (region) => `${region}.console.aws.amazon.com`,
};

/** Console hosts as the AWS General Reference lists them for each partition. */
const partitions: readonly Partition[] = [
  { id: 'aws-cn', matches: /^cn-/, console: () => 'console.amazonaws.cn' },
  { id: 'aws-us-gov', matches: /^us-gov-/, console: () => 'console.amazonaws-us-gov.com' },
  { id: 'aws-eusc', matches: /^eusc-/, console: (region) => `${region}.console.amazonaws-eusc.eu` },
];

function partitionOf(region: string): Partition {
  return partitions.find(({ matches }) => matches.test(region)) ?? commercial;
}

/** The pool's ARN. Import jobs have none of their own (Service Authorization Reference, Amazon Cognito User Pools). */
export function poolArn(region: string, accountId: string, userPoolId: string): string {
  return `arn:${partitionOf(region).id}:cognito-idp:${region}:${accountId}:userpool/${userPoolId}`;
}

/** The page of the AWS console that lists the pool's users and import jobs. */
export function consoleUrl(region: string, ref: PoolRef): string {
  const host = partitionOf(region).console(region);
  const query = `region=${encodeURIComponent(region)}`;
  return `https://${host}/cognito/v2/idp/user-pools/${encodeURIComponent(ref.userPoolId)}/users?${query}`;
}

/** The AWS CLI's command that shows the job, with the connection's profile and region. */
export function describeCommand(connection: Connection, ref: JobRef): string {
  const { userPoolId, jobId } = ref;
  return `aws cognito-idp describe-user-import-job --user-pool-id ${userPoolId} --job-id ${jobId}${cliTarget(connection)}`;
}

/** The profile and region options of an AWS CLI command; begins with a space. */
export function cliTarget(connection: Connection): string {
  const profile = connection.kind === 'profile' ? ` --profile ${quote(connection.profile)}` : '';
  return `${profile} --region ${connection.region}`;
}

/** The upload the Developer Guide prescribes; the header is part of the signature. */
export function uploadCommand(preSignedUrl: string): string {
  return `curl -v -T "users.csv" -H "x-amz-server-side-encryption:aws:kms" "${preSignedUrl}"`;
}

/** Quotes a word for a POSIX shell, if needed. */
export function quote(word: string): string {
  return /^[\w.@/+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Whether the text has the shape every region has had so far: `us-east-1`, `us-gov-west-1`, `eusc-de-east-1`. */
export function isRegion(text: string): boolean {
  return /^[a-z]{2,4}(-[a-z]+)+-\d+$/.test(text);
}

/** Regions to choose from, by partition; a region that is not listed can be typed. Cognito's endpoints and quotas page. */
export const regions = [
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'af-south-1',
  'ap-east-1',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-south-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-7',
  'ca-central-1',
  'ca-west-1',
  'eu-central-1',
  'eu-central-2',
  'eu-north-1',
  'eu-south-1',
  'eu-south-2',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'mx-central-1',
  'sa-east-1',
  'us-gov-east-1',
  'us-gov-west-1',
  'cn-north-1',
  'cn-northwest-1',
] as const;

/** The name of an IAM role, without its path: `arn:aws:iam::111122223333:role/service-role/Import` → `Import`. */
export function roleName(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}
