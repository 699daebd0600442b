// The composition root: builds the parts and wires them. No logic, no I/O, and no SDK until it is needed.
import * as vscode from 'vscode';
import type * as AwsBundle from './aws/aws.ts';
import { once } from './domain/base/once.ts';
import { failureOf } from './domain/connections/failure.ts';
import type { Connect } from './domain/connections/sessions.ts';
import type { AwsPort } from './domain/gateway/gateway.ts';
import { JobService } from './domain/jobs/jobService.ts';
import type * as EmulatorBundle from './emulator/sandbox.ts';
import type { AgentTools } from './ui/agents/agentTools.ts';
import type { LinkServices } from './ui/links/openLink.ts';
import { Badge } from './ui/jobs/badge.ts';
import { Claims } from './ui/jobs/claims.ts';
import { CommandRegistry, type CommandHandlers } from './ui/shell/commandRegistry.ts';
import { connectionCommands, type ConnectionServices } from './ui/connections/connectionCommands.ts';
import { Connections } from './ui/connections/connections.ts';
import type { CsvTools } from './ui/csv/csvTools.ts';
import type { CsvHelp } from './ui/csv/editor/csvHelp.ts';
import { csvCommands } from './ui/csv/registerCsvCommands.ts';
import type { CsvServices } from './ui/csv/services.ts';
import { createContextKeys, type SetContext } from './ui/shell/contextKeys.ts';
import { Expansion } from './ui/tree/expansion.ts';
import { Explorer } from './ui/tree/explorer.ts';
import type { ExplorerView } from './ui/tree/explorerView.ts';
import { FailureHelp } from './ui/shell/failureHelp.ts';
import { contextKeys, displayName } from './ui/shell/ids.ts';
import { jobCommands, type JobServices } from './ui/jobs/jobCommands.ts';
import { ValueFolder } from './files/state/valueFolder.ts';
import { openImportFolder } from './files/imports/openImportFolder.ts';
import { taskRunner } from './files/runTask.ts';
import type * as ToolsBundle from './tools.ts';
import { historyCommands, type HistoryCommandServices } from './ui/history/historyCommands.ts';
import { recordHistory } from './ui/history/historyRecorder.ts';
import { knownOfJobs } from './ui/imports/importOrigin.ts';
import { importCommands, type ImportCommandServices } from './ui/imports/importCommands.ts';
import type { ImportToolsServices } from './ui/imports/importTools.ts';
import type { ResultsServices } from './ui/results/knownResults.ts';
import type { ResultTools } from './ui/results/resultTools.ts';
import { resultCommands } from './ui/results/resultsCommands.ts';
import { takeUpImports } from './ui/imports/takeUpImports.ts';
import { JobPanels } from './ui/panel/jobPanels.ts';
import { machineOf, placeOf } from './ui/connections/machine.ts';
import type { Memory } from './ui/shell/memory.ts';
import { background, type EarlyLog } from './ui/shell/background.ts';
import { askMfaCode } from './ui/connections/mfa.ts';
import { Notices } from './ui/jobs/notices.ts';
import { Presence } from './ui/shell/presence.ts';
import { Sandbox } from './ui/connections/sandbox.ts';
import { Startup } from './ui/shell/startup.ts';
import { StatusBar } from './ui/jobs/statusBar.ts';
import { systemClock } from './ui/shell/systemClock.ts';
import { Targets } from './ui/shell/targets.ts';
import { userCommands, type UserCommandServices } from './ui/users/userCommands.ts';
import type { UserToolsServices } from './ui/users/userTools.ts';
import { StepsDone } from './ui/walkthrough/stepsDone.ts';

/** The interface for the extension's entry: rows of the tree, commands, panels of an earlier window. */
export interface App {
  readonly explorer: Explorer;
  readonly commands: CommandRegistry;
  readonly panels: JobPanels;
  /** Never rejects. */
  readonly openLink: (uri: vscode.Uri) => Promise<void>;
  /** What language models call. */
  readonly agentTools: () => AgentTools;
  readonly csvHelp: () => CsvHelp;
}

export function createApp(
  context: vscode.ExtensionContext,
  view: ExplorerView,
  memory: Memory,
  early: EarlyLog,
): App {
  const log = vscode.window.createOutputChannel(displayName, { log: true });
  early.attach(log);
  const aws = once((): AwsPort => (require('./aws.js') as typeof AwsBundle).createAws());
  const presence = new Presence();
  const sandbox = new Sandbox(() => (require('./emulator.js') as typeof EmulatorBundle).startSandbox, log);
  const connect = connectThrough(aws, sandbox, presence, log);
  const onDefect = (error: unknown) => log.error(error instanceof Error ? error : String(error));
  const jobs = new JobService({ clock: systemClock, connect, memory, onDefect });
  const help = new FailureHelp(aws, log);
  const setContext = createContextKeys(log);
  const place = placeOfFiles(context.extension, setContext);
  const connections = new Connections(jobs, memory, aws, log);
  const runTask = taskRunner(context.asAbsolutePath('dist/worker.js'));
  const storage = context.globalStorageUri.fsPath;
  const store = openImportFolder(storage, systemClock, (text) => log.warn(text));
  const recorder = recordHistory(storage, jobs, store, log);
  const { csvOf, rowsOf, notes, isReportedElsewhere } = knownOfJobs(store, recorder);
  const expansion = new Expansion(context.workspaceState, log);
  const explorer = new Explorer(view, jobs, presence, expansion, { rowsOf, notes, place }, log);
  const moveImports = () => loadTools().moveImports(memory.state, storage, log);
  const openImports = () => background(takeUpImports({ store, memory, importTools, moveImports }), log);
  const parts = { log, jobs, memory, connections, explorer, openImports, setContext };
  const startup = new Startup({ trust: vscode.workspace, ...parts, onOpened: () => panels.wake() });
  const results = once(() => openResults(context, memory, { ...ofCsvs, csvOf, recorder }));
  const users = () => userTools();
  const ofPanels = { rowsOf, notes, results, userTools: users, isTrusted, acted: () => presence.acted() };
  const load = () => startup.ensureConnectionsLoaded();
  const panels = new JobPanels(jobs, context.extensionUri, load, ofPanels);
  const statusBar = new StatusBar(jobs, systemClock, rowsOf, isReportedElsewhere);
  const claims = new Claims(vscode.Uri.joinPath(context.globalStorageUri, 'claims').fsPath);
  const notices = new Notices(jobs, isReportedElsewhere, claims, systemClock, log);
  const targets = new Targets(explorer, panels);
  const csvTools = once(() => openCsvTools(context, { ...parts, runTask, help, machine: memory.machine }));
  const ready = () => startup.ensureViewLoaded();
  const ofCsvs = { jobs, store, csv: csvTools, runTask, ready, help, log };
  const ofImports = { ...ofCsvs, results, users, aws, sandbox, memory: memory.machine };
  const importTools = once(() => openImportTools(context, ofImports));
  const extensionId = context.extension.id;
  const ofJobs = { panels, statusBar, extensionId, linkBase: `${vscode.env.uriScheme}://${extensionId}` };
  const ofConnections = { ...parts, ...lazily, aws, targets, help, place };
  const ofUsers = { ...ofImports, csvOf, recorder };
  const userTools = once(() => openUserTools(context, ofUsers));
  const historyTools = once(() => loadTools().createHistoryTools({ ...ofUsers, userTools, storage }));
  const services = { ...ofConnections, ...ofJobs, importTools, userTools, historyTools };
  const registry = new CommandRegistry(createHandlers(services, csvTools, results), help, presence, ready);
  const shell = [log, sandbox, jobs, connections, explorer, startup, new Badge(jobs, explorer.view)];
  const steps = new StepsDone(jobs, store, setContext);
  context.subscriptions.push(...shell, steps, panels, statusBar, notices, recorder, store);
  startup.begin();
  const openLink = linkOpener(aws, { jobs, connections, explorer, panels, ready, place }, help);
  const ofAgents = { ...services, results, rowsOf, runTask, ready };
  const agentTools = once(() => loadTools().createAgentTools(ofAgents));
  return { explorer, commands: registry, panels, openLink, agentTools, csvHelp: () => csvTools().help };
}

/** Shows where AWS files are read, and informs the empty view. */
function placeOfFiles({ extensionKind }: vscode.Extension<unknown>, setContext: SetContext): string {
  const machine = machineOf(vscode.env.remoteName, extensionKind === vscode.ExtensionKind.UI);
  setContext(contextKeys.machine, machine);
  return placeOf(machine);
}

function linkOpener(
  aws: () => AwsPort,
  services: Omit<LinkServices, 'listProfiles'>,
  help: FailureHelp,
): App['openLink'] {
  const listProfiles = () => aws().listProfiles();
  // A user has just followed the link, so its failure is shown.
  return (uri) =>
    loadTools()
      .openLink(uri, { ...services, listProfiles })
      .catch((error: unknown) => help.show(failureOf(error), error));
}

/** Rare questions, loaded when they are asked. */
const lazily: Pick<
  ConnectionServices & JobServices,
  'askConnection' | 'copyIamPolicy' | 'pickActiveJob' | 'reportIssue'
> = {
  askConnection: (port, place) => loadTools().askConnection(port, place),
  copyIamPolicy: (errors) => loadTools().copyIamPolicy(errors),
  reportIssue: (services) => loadTools().reportIssue(services),
  pickActiveJob: (jobs, question, errors) => loadTools().pickActiveJob(jobs, question, errors),
};

type Services = ConnectionServices &
  JobServices &
  ImportCommandServices &
  UserCommandServices &
  HistoryCommandServices;

function createHandlers(
  services: Services,
  csvTools: () => CsvTools,
  results: () => ResultTools,
): CommandHandlers {
  return {
    ...connectionCommands(services),
    ...jobCommands(services),
    ...csvCommands({ ...services, tools: csvTools }),
    ...importCommands(services),
    ...resultCommands({ ...services, tools: results }),
    ...userCommands(services),
    ...historyCommands(services),
  };
}

function loadTools(): typeof ToolsBundle {
  return require('./tools.js') as typeof ToolsBundle;
}

function connectThrough(
  aws: () => AwsPort,
  sandbox: Sandbox,
  presence: Presence,
  log: vscode.LogOutputChannel,
): Connect {
  return async (connection, limiter) => {
    const endpoint = connection.kind === 'sandbox' ? { endpoint: await sandbox.url() } : {};
    const ask = (device: string, profile: string) => askMfaCode(presence, device, profile);
    return aws().connect(connection, { ...endpoint, limiter, askMfaCode: ask, log });
  };
}

function openCsvTools(
  context: vscode.ExtensionContext,
  services: Pick<CsvServices, 'jobs' | 'log' | 'runTask' | 'help' | 'machine' | 'setContext'>,
) {
  // The workspace's own, on this machine; an empty window has none.
  const folder = vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, 'values').fsPath;
  const memory = new ValueFolder(folder, (text) => services.log.error(text));
  const ofWindow = { memory, clock: systemClock, extensionUri: context.extensionUri };
  const tools = loadTools().createCsvTools({
    ...services,
    ...ofWindow,
    storage: context.globalStorageUri.fsPath,
  });
  return owned(context, tools);
}

function openImportTools(
  context: vscode.ExtensionContext,
  services: Omit<ImportToolsServices, 'emulator' | 'storage'>,
) {
  const emulator = context.asAbsolutePath('dist/emulator.js');
  const places = { emulator, storage: context.globalStorageUri.fsPath };
  return owned(context, loadTools().createImportTools({ ...services, ...places }));
}

function openUserTools(context: vscode.ExtensionContext, services: UserToolsServices) {
  return owned(context, loadTools().createUserTools(services, context.globalStorageUri.fsPath));
}

function openResults(
  context: vscode.ExtensionContext,
  memory: Memory,
  services: Omit<ResultsServices, 'memory' | 'clock'>,
) {
  const { machine } = memory;
  return owned(context, loadTools().createResults({ ...services, memory: machine, clock: systemClock }));
}

function owned<T extends vscode.Disposable>(context: vscode.ExtensionContext, tools: T): T {
  context.subscriptions.push(tools);
  return tools;
}

const isTrusted = (): boolean => vscode.workspace.isTrusted;
