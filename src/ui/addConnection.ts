// Add Connection…: pick a profile, then a region, with the profile's own region first.
import * as vscode from 'vscode';
import {
  environmentConnection,
  profileConnection,
  type Connection,
  type Profile,
} from '../domain/connection.ts';
import type { AwsPort } from '../domain/gateway.ts';
import { regions } from '../domain/place.ts';

const kinds: Readonly<Record<Profile['kind'], string>> = {
  assumeRole: 'assumes a role',
  static: 'access key',
  webIdentity: 'web identity',
  credentialProcess: 'credential process',
  sso: 'IAM Identity Center',
  login: 'aws login',
  none: 'no credentials',
};

type Choice = vscode.QuickPickItem & { readonly profile?: Profile };

/** Two steps with Back; undefined when the user leaves. Reads the files, resolves nothing. */
export async function askConnection(aws: AwsPort): Promise<Connection | undefined> {
  for (;;) {
    const choice = await pickProfile(aws);
    if (!choice) return undefined;
    const own = choice.profile ? choice.profile.region : aws.environmentRegion();
    const region = await pickRegion(choice.label, own);
    if (region === 'back') continue;
    if (region === undefined) return undefined;
    return choice.profile ? profileConnection(choice.profile.name, region) : environmentConnection(region);
  }
}

async function pickProfile(aws: AwsPort): Promise<Choice | undefined> {
  const profiles = await aws.listProfiles();
  const items: Choice[] = profiles.map((profile) => ({
    label: profile.name,
    description: [kinds[profile.kind], profile.region].filter(Boolean).join(' · '),
    iconPath: new vscode.ThemeIcon(profile.kind === 'none' ? 'warning' : 'account'),
    profile,
  }));
  const environment: Choice = {
    label: 'Environment',
    description: 'the default credential chain: variables, container, instance',
    iconPath: new vscode.ThemeIcon('terminal'),
  };
  return vscode.window.showQuickPick([...items, environment], {
    title: 'Add Connection (1/2): Profile',
    placeHolder: profiles.length > 0 ? 'Select an AWS profile' : 'No profile found in your AWS files',
    matchOnDescription: true,
  });
}

/** The profile's own region is first and selected; any region can be typed. */
async function pickRegion(profile: string, own: string | undefined): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick();
  pick.title = `Add Connection (2/2): Region for ${profile}`;
  pick.placeholder = 'Select or type a region';
  pick.step = 2;
  pick.totalSteps = 2;
  pick.buttons = [vscode.QuickInputButtons.Back];
  const known = [...new Set([...(own === undefined ? [] : [own]), ...regions])];
  const items = known.map((label) =>
    label === own ? { label, description: "the profile's region" } : { label },
  );
  pick.items = items;
  try {
    return await new Promise((resolve) => {
      pick.onDidChangeValue((value) => {
        const typed = value.trim();
        const other =
          isRegion(typed) && !known.includes(typed) ? [{ label: typed, description: 'as typed' }] : [];
        pick.items = [...items, ...other];
      });
      pick.onDidTriggerButton(() => resolve('back'));
      pick.onDidAccept(() => resolve(pick.selectedItems[0]?.label));
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}

/** The shape every region has had so far: `us-east-1`, `us-gov-west-1`, `eusc-de-east-1`. */
function isRegion(text: string): boolean {
  return /^[a-z]{2,4}(-[a-z]+)+-\d+$/.test(text);
}
