// The bundle that is loaded when CSVs, the questions of an import or the results of a job are first needed.
export { createCsvTools } from './ui/csv/csvTools.ts';
export { prepareImport } from './ui/imports/prepareImport.ts';
export { createResults } from './ui/results/resultTools.ts';
