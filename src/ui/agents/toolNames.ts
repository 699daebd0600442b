// The names of the tools that language models call. A test compares them with the manifest.

export const toolNames = {
  listPools: 'list_cognito_user_pools',
  listJobs: 'list_cognito_import_jobs',
  getJob: 'get_cognito_import_job',
  getFailures: 'get_cognito_import_failures',
  getSchema: 'get_cognito_import_schema',
  validateCsv: 'validate_cognito_import_csv',
  stopJob: 'stop_cognito_import_job',
  startJob: 'start_cognito_import_job',
} as const;

export type ToolName = (typeof toolNames)[keyof typeof toolNames];
