// The bundle that is loaded when CSVs, the questions of an import or the results of a job are first needed, a connection is added, a link
// is opened, an issue is reported, a language model calls a tool, or imports of an earlier version are found.
export { createAgentTools } from './ui/agents/agentTools.ts';
export { askConnection } from './ui/connections/addConnection.ts';
export { copyIamPolicy } from './ui/connections/copyIamPolicy.ts';
export { createCsvTools } from './ui/csv/csvTools.ts';
export { pickActiveJob } from './ui/jobs/activeJobs.ts';
export { moveImports } from './ui/imports/moveImports.ts';
export { createHistoryTools } from './ui/history/historyTools.ts';
export { createImportTools } from './ui/imports/importTools.ts';
export { openLink } from './ui/links/openLink.ts';
export { createResults } from './ui/results/resultTools.ts';
export { reportIssue } from './ui/report/reportIssue.ts';
export { createUserTools } from './ui/users/userTools.ts';
