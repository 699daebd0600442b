// Report Issue…: opens VS Code's issue reporter with the facts filled in, or a document if the reporter cannot be used.
import { arch, platform } from 'node:process';
import * as vscode from 'vscode';
import type { JobService } from '../../domain/jobs/jobService.ts';
import { background, type ErrorLog } from '../shell/background.ts';
import type { FailureHelp } from '../shell/failureHelp.ts';
import { settings, settingsSection } from '../shell/ids.ts';
import { machineOf } from '../connections/machine.ts';
import { issueFacts, type Surroundings } from './issueFacts.ts';
import { reportWords } from './words.ts';

export interface ReportServices {
  readonly jobs: JobService;
  readonly help: Pick<FailureHelp, 'shown'>;
  /** `PUBLISHER.NAME`. */
  readonly extensionId: string;
  readonly log: ErrorLog;
}

/** This command is missing in editors without an issue reporter. */
const reporter = 'workbench.action.openIssueReporter';

export async function reportIssue(services: ReportServices): Promise<void> {
  const { jobs, help, extensionId, log } = services;
  const extension = vscode.extensions.getExtension(extensionId);
  const manifest = extension?.packageJSON as Manifest | undefined;
  const isOwn = extension?.extensionKind === vscode.ExtensionKind.UI;
  const facts = issueFacts(surroundings(manifest, isOwn), jobs, help.shown, Date.now());
  if (await takesFacts(manifest)) {
    await vscode.commands.executeCommand(reporter, {
      extensionId,
      issueBody: reportWords.body,
      data: facts,
    });
    return;
  }
  const document = await vscode.workspace.openTextDocument({
    language: 'markdown',
    content: reportWords.document(facts),
  });
  await vscode.window.showTextDocument(document);
  background(offerCopy(document), log);
}

/** VS Code's reporter takes the address for issues only from the manifest, and drops the facts if it runs in a browser. */
async function takesFacts(manifest: Manifest | undefined): Promise<boolean> {
  if (manifest?.bugs === undefined || vscode.env.uiKind !== vscode.UIKind.Desktop) return false;
  return (await vscode.commands.getCommands(true)).includes(reporter);
}

/** Copies the document on request, with what the user has added by then. */
async function offerCopy(document: vscode.TextDocument): Promise<void> {
  const button = await vscode.window.showInformationMessage(reportWords.filled, reportWords.copy);
  if (button === reportWords.copy) await vscode.env.clipboard.writeText(document.getText());
}

interface Manifest {
  readonly version: string;
  readonly bugs?: unknown;
}

function surroundings(manifest: Manifest | undefined, isOwn: boolean): Surroundings {
  const { appName, appHost, language, remoteName } = vscode.env;
  const configured = vscode.workspace.getConfiguration(settingsSection);
  return {
    extension: manifest?.version ?? 'unknown',
    vscode: vscode.version,
    appName,
    appHost,
    machine: machineOf(remoteName, isOwn),
    platform,
    architecture: arch,
    node: process.versions.node,
    language,
    isTrusted: vscode.workspace.isTrusted,
    notifications: configured.get<unknown>(settings.notifications),
    guardedTargets: configured.get<unknown>(settings.guardedTargets),
  };
}
