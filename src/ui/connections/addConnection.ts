// Add Connection…: pick a profile, then a region, with the profile's own region first.
import * as vscode from 'vscode';
import {
  environmentConnection,
  profileConnection,
  type Connection,
  type Profile,
  type ProfileProblem,
} from '../../domain/connections/connection.ts';
import { FailureError, type Failure } from '../../domain/connections/failure.ts';
import type { AwsPort } from '../../domain/gateway/gateway.ts';
import { isRegion, regions } from '../../domain/jobs/awsAddresses.ts';
import { runSteps, type Answer, type Asker, type Choice } from '../shell/steps.ts';
import { plain } from '../shell/escapeText.ts';
import { connectionWords as words } from './connectionWords.ts';

/** The answers so far. Without a profile the connection is the environment's. */
interface Answers {
  readonly profile?: Profile;
  readonly region?: string;
}

/**
 * Undefined when the user cancels. Reads the AWS files but resolves no credentials.
 * @param place where the files are read, as `placeOf` says it
 */
export async function askConnection(aws: AwsPort, place: string): Promise<Connection | undefined> {
  const answers = await runSteps<Answers>(words.add, {}, [
    (_, ask) => askProfile(aws, ask, place),
    (known, ask) => askRegion(aws, known, ask),
  ]);
  if (answers?.region === undefined) return undefined;
  return answers.profile
    ? profileConnection(answers.profile.name, answers.region)
    : environmentConnection(answers.region);
}

async function askProfile(aws: AwsPort, ask: Asker, place: string): Promise<Answer<Answers>> {
  const profiles = await aws.listProfiles();
  const choices: Choice<Answers>[] = profiles.map((profile) => ({
    label: plain(profile.name),
    description: plain(
      [profile.isUnreadable ? words.notReadable : words.kinds[profile.kind], profile.region]
        .filter(Boolean)
        .join(' · '),
    ),
    iconPath: new vscode.ThemeIcon(profile.kind === 'none' || profile.problem ? 'warning' : 'account'),
    ...(profile.problem && { detail: plain(profile.problem.text) }),
    value: { profile },
  }));
  const environment: Choice<Answers> = {
    label: words.environment,
    description: words.environmentDetail,
    iconPath: new vscode.ThemeIcon('terminal'),
    value: {},
  };
  const answer = await ask.pick({
    placeholder: profiles.length > 0 ? words.selectProfile(place) : words.noProfile(place),
    choices: [...choices, environment],
  });
  const profile = typeof answer === 'object' ? answer.profile : undefined;
  if (profile?.isUnreadable && profile.problem)
    throw new FailureError(unreadable(profile.name, profile.problem));
  return answer;
}

/** The failure, with a button that opens the file at the line. */
function unreadable(name: string, { text, file, line }: ProfileProblem): Failure {
  return {
    kind: 'misconfigured',
    message: words.profileNotRead(name, text),
    action: { type: 'openConfig', file, line },
  };
}

/** The profile's own region is first and selected; any region can be typed. */
async function askRegion(aws: AwsPort, known: Answers, ask: Asker): Promise<Answer<Answers>> {
  const own = known.profile ? known.profile.region : aws.environmentRegion();
  const all = [...new Set([...(own === undefined ? [] : [own]), ...regions])];
  const region = await ask.pick({
    placeholder: known.profile
      ? words.selectRegion(plain(known.profile.name))
      : words.selectEnvironmentRegion,
    choices: all.map((label) => ({
      label,
      ...(label === own ? { description: words.ownRegion } : {}),
      value: label,
    })),
    typed: (text) =>
      isRegion(text) ? { label: text, description: words.typedRegion, value: text } : undefined,
  });
  return typeof region === 'string' ? { ...known, region } : region;
}
