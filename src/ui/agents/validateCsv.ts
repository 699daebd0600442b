// The tool that validates a CSV for a user pool. It reads files of the workspace and open documents only, and returns places, never values.
import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import type { Finding } from '../../csv/validate/finding.ts';
import { rules, type RuleId } from '../../csv/validate/rules.ts';
import { defined } from '../../domain/base/defined.ts';
import { baseName, openDocument } from '../csv/pickCsv.ts';
import { readPoolSchema } from '../csv/poolSchema.ts';
import { hasSafeFixes, listFindings } from '../csv/validate/listing.ts';
import { readCsvWithHashes } from '../csv/validate/readCsv.ts';
import { isGood, verdictMessage } from '../csv/validate/verdict.ts';
import { withoutValues } from './redact.ts';
import type { Tool } from './services.ts';
import { poolOf } from './targets.ts';
import { ToolError } from './toolInput.ts';
import { progressWords, toolWords } from './words.ts';

/** Places per answer. */
const places = { least: 1, most: 500, usual: 100 };

export const validateCsv: Tool = {
  progress: (input) => progressWords.validate(input.text('file'), input.text('userPoolId')),
  run: async (call) => {
    const { input, services, signal } = call;
    const uri = await fileOf(input.text('file'));
    const { schema, poolName } = await readPoolSchema(services.jobs, await poolOf(call), signal);
    const read = await readCsvWithHashes(uri, schema, services.runTask, () => undefined, signal);
    const { summary } = read.result;
    const { findings, hidden } = listFindings(read.result, input.number('maxPlaces', places));
    const of = (rule: RuleId) => findings.filter((finding) => finding.rule === rule);
    return defined({
      verdict: withoutValues(verdictMessage(baseName(uri), poolName, summary, 'en'), schema.csvHeader),
      everyRowWouldBeImported: isGood(summary) && summary.rows > 0,
      wholeJobWouldFail: summary.jobFails,
      rows: summary.rows,
      ready: summary.ready,
      wouldFail: summary.failed,
      duplicates: summary.skipped,
      uncertain: summary.uncertain,
      passwordHashes: summary.hashAlgorithm,
      problems: summary.counts.map(({ rule, count }) => ({
        ...ruleFacts(rule),
        count,
        places: of(rule).map((finding) => placeFacts(finding, schema.csvHeader)),
      })),
      placesNotListed: hidden > 0 ? hidden : undefined,
    });
  },
};

function ruleFacts(rule: RuleId): object {
  const { severity, effect, title } = rules[rule];
  return { rule, meaning: title, severity, effect, fixCsvCommandFixesIt: hasSafeFixes(rule) };
}

/** Characters are counted from 1, as an editor does. A finding may quote the header, which may be a user's row. */
function placeFacts(
  { rule, line, start, end, message, firstLine }: Finding,
  known: readonly string[],
): object {
  const words = withoutValues(message, known);
  return defined({
    line,
    characters: end > start ? `${start + 1}-${end}` : undefined,
    note: words === rules[rule].title ? undefined : words,
    firstOnLine: firstLine,
  });
}

/** @throws ToolError if the file is neither in the workspace nor open. */
async function fileOf(file: string): Promise<vscode.Uri> {
  const open = vscode.workspace.textDocuments.find(({ uri }) => {
    return uri.scheme === 'untitled' && (uri.path === file || uri.toString() === file);
  });
  if (open) return open.uri;
  const folders = vscode.workspace.workspaceFolders ?? [];
  const candidates = isAbsolute(file)
    ? [vscode.Uri.file(file)]
    : folders.map(({ uri }) => vscode.Uri.joinPath(uri, file));
  const name = file.slice(file.search(/[^/\\]*$/));
  // `..` in a path is resolved by now.
  const allowed = candidates.filter((uri) => isOpen(uri) || vscode.workspace.getWorkspaceFolder(uri));
  if (allowed.length === 0 && candidates.length > 0) throw new ToolError(toolWords.outside(name));
  for (const uri of allowed) if (isOpen(uri) || (await exists(uri))) return uri;
  throw new ToolError(toolWords.noFile(name));
}

/** VS Code opens a tab but no document for files over 50 MB. */
function isOpen(uri: vscode.Uri): boolean {
  const key = uri.toString();
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return (
    openDocument(uri) !== undefined ||
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === key)
  );
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type !== vscode.FileType.Directory;
  } catch {
    // Usually the file does not exist; the caller says so.
    return false;
  }
}
