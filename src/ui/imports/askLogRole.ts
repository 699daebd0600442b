// Asks for the role that an import job writes its log with: one used before, one that Cognito may assume, a new one, or any ARN.
import * as vscode from 'vscode';
import { roleName } from '../../domain/jobs/awsAddresses.ts';
import { failureOf } from '../../domain/connections/failure.ts';
import type { JobService } from '../../domain/jobs/jobService.ts';
import type { LogRole } from '../../domain/gateway/importGateway.ts';
import type { PoolRef } from '../../domain/jobs/userPool.ts';
import { logRoleDocuments } from '../../domain/gateway/logRole.ts';
import { back, type Answer, type Asker, type Choice } from '../shell/steps.ts';
import type { ImportDraft } from './draft.ts';

type RoleChoice = { readonly arn: string } | 'create' | 'paste' | 'copy';

/** The name the AWS console gives the role it makes (Developer Guide, Creating the CloudWatch Logs IAM role). */
const newRoleName = 'Cognito-UserImport-Role';

/** Asks until there is an ARN. Back and Escape work at every question. @throws FailureError when a role cannot be created. */
export async function askLogRole(
  jobs: JobService,
  draft: ImportDraft,
  ask: Asker,
): Promise<Answer<ImportDraft>> {
  const { pool } = draft.target;
  // The role of an earlier import that is repeated.
  if (draft.roleArn !== undefined) return draft;
  for (;;) {
    const answer = await ask.pick<RoleChoice>({
      placeholder: 'Select the role that lets the job write its log to CloudWatch Logs',
      choices: roleChoices(jobs, pool),
    });
    if (answer === undefined || answer === back) return answer;
    if (typeof answer === 'object') return { ...draft, roleArn: answer.arn };
    if (answer === 'copy') {
      await vscode.env.clipboard.writeText(logRoleDocuments());
      void vscode.window.showInformationMessage(
        'The trust and permissions policies of a log role are on the clipboard.',
      );
      continue;
    }
    const roleArn = answer === 'create' ? await createRole(jobs, pool, ask) : await pasteArn(ask);
    if (roleArn === undefined) return undefined;
    if (roleArn !== back) return { ...draft, roleArn };
  }
}

/** Every choice has an icon, so that the labels are aligned. */
const roleIcon = new vscode.ThemeIcon('shield');

async function roleChoices(jobs: JobService, pool: PoolRef): Promise<readonly Choice<RoleChoice>[]> {
  const used = usedRoles(jobs, pool);
  const others = (await trustedRoles(jobs, pool)).filter(({ arn }) => !used.includes(arn));
  return [
    ...used.map((arn): Choice<RoleChoice> => ({
      label: roleName(arn),
      description: 'used by an earlier job',
      detail: arn,
      iconPath: roleIcon,
      value: { arn },
    })),
    ...others.map(({ name, arn }): Choice<RoleChoice> => ({
      label: name,
      description: 'Cognito may assume it',
      detail: arn,
      iconPath: roleIcon,
      value: { arn },
    })),
    {
      label: 'Create a Role',
      description: newRoleName,
      iconPath: new vscode.ThemeIcon('add'),
      value: 'create',
    },
    { label: 'Enter an ARN…', iconPath: new vscode.ThemeIcon('edit'), value: 'paste' },
    { label: 'Copy Its Policies as JSON', iconPath: new vscode.ThemeIcon('copy'), value: 'copy' },
  ];
}

/** Roles of the connection's known jobs, those of this pool first. */
function usedRoles(jobs: JobService, pool: PoolRef): readonly string[] {
  const known = [...jobs.store.allJobs()].filter(({ ref }) => ref.connectionId === pool.connectionId);
  const here = known.filter(({ ref }) => ref.userPoolId === pool.userPoolId);
  return [...new Set([...here, ...known].flatMap(({ job }) => job.cloudWatchLogsRoleArn ?? []))];
}

/** Empty if IAM may not be read: the other choices still work. */
async function trustedRoles(jobs: JobService, pool: PoolRef): Promise<readonly LogRole[]> {
  try {
    const gateway = await jobs.gateway(pool.connectionId);
    const roles = await gateway.imports.listLogRoles(new AbortController().signal);
    return roles.filter(({ trustsCognito }) => trustsCognito === true);
  } catch (error) {
    if (failureOf(error).kind === 'unexpected') throw error;
    return [];
  }
}

async function createRole(jobs: JobService, pool: PoolRef, ask: Asker): Promise<Answer<string>> {
  const name = await ask.input({
    prompt: 'The role is trusted by Amazon Cognito and may write to the log groups under /aws/cognito/',
    value: newRoleName,
    check: (text) =>
      /^[\w+=,.@-]{1,64}$/.test(text) ? undefined : '1 to 64 letters, digits and _ + = , . @ -',
  });
  if (typeof name !== 'string') return name;
  const gateway = await jobs.gateway(pool.connectionId);
  return (await gateway.imports.createLogRole(name, new AbortController().signal)).arn;
}

function pasteArn(ask: Asker): Promise<Answer<string>> {
  return ask.input({
    prompt: 'The ARN of an IAM role',
    value: '',
    placeholder: 'arn:aws:iam::111122223333:role/service-role/Cognito-UserImport-Role',
    check: (text) =>
      /^arn:[\w-]+:iam::\d{12}:role\/[\w+=/,.@-]+$/.test(text) ? undefined : 'This is not the ARN of a role.',
  });
}
