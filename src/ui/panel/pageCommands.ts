// The commands that the buttons of a job's page run.
import type { FromPage } from '../../protocol/panel.ts';
import { commands, type CommandId } from '../shell/ids.ts';

/** Keyed by the type of the page's message. */
export const commandOf: Readonly<
  Record<Exclude<FromPage['type'], 'ready' | 'refresh' | 'openLine' | 'copyField'>, CommandId>
> = {
  start: commands.startJob,
  stop: commands.stopJob,
  openInConsole: commands.openInConsole,
  copyUploadCommand: commands.copyUploadCommand,
  exportFailed: commands.exportFailedRows,
  exportSkipped: commands.exportSkippedRows,
  retryFailed: commands.retryFailedRows,
  showJobLog: commands.showJobLog,
  locateCsv: commands.locateCsv,
  chooseLineNumbering: commands.chooseLineNumbering,
  saveImportReport: commands.saveImportReport,
  exportSubMap: commands.exportSubMap,
  applyGroups: commands.applyGroups,
  showMustReset: commands.showMustReset,
  sendPasswordResets: commands.sendPasswordResets,
  importAgain: commands.importAgain,
  undoImport: commands.undoImport,
};
