// The tools that language models call, through one function: trust, input, cancellation, JSON, and errors that a model understands.
import * as vscode from 'vscode';
import { failureOf } from '../../domain/connections/failure.ts';
import { describe } from '../shell/failureHelp.ts';
import { startTool, stopTool } from './changeJob.ts';
import { getFailures } from './jobFailures.ts';
import { getJob, listJobs } from './jobTools.ts';
import { modelError } from './modelErrors.ts';
import { getSchema, listPools } from './poolTools.ts';
import { toJson } from './redact.ts';
import type { AgentServices, Tool } from './services.ts';
import { ToolError, ToolInput } from './toolInput.ts';
import { toolNames, type ToolName } from './toolNames.ts';
import { validateCsv } from './validateCsv.ts';
import { progressWords, toolWords } from './words.ts';

const tools: Readonly<Record<ToolName, Tool>> = {
  [toolNames.listPools]: listPools,
  [toolNames.listJobs]: listJobs,
  [toolNames.getJob]: getJob,
  [toolNames.getFailures]: getFailures,
  [toolNames.getSchema]: getSchema,
  [toolNames.validateCsv]: validateCsv,
  [toolNames.stopJob]: stopTool,
  [toolNames.startJob]: startTool,
};

export class AgentTools {
  readonly #services: AgentServices;

  constructor(services: AgentServices) {
    this.#services = services;
  }

  /** The text shown while the tool runs. It asks nothing: stop and start open the extension's own dialog, which VS Code cannot skip. */
  prepare(name: string, input: unknown): vscode.PreparedToolInvocation {
    try {
      return { invocationMessage: toolOf(name)?.progress(new ToolInput(input)) ?? progressWords.other };
    } catch {
      // The input lacks something: running the tool says what.
      return { invocationMessage: progressWords.other };
    }
  }

  /**
   * @returns JSON as text.
   * @throws CancellationError once the token is cancelled; else an Error whose message is written for the model.
   */
  async invoke(
    name: string,
    input: unknown,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    const stop = new AbortController();
    const cancelling = token.onCancellationRequested(() => stop.abort());
    if (token.isCancellationRequested) stop.abort();
    try {
      const found = await Promise.race([
        this.#run(name, input, token, stop.signal),
        rejectionOn(stop.signal),
      ]);
      this.#services.log.info(`The tool ${name} has answered.`);
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(toJson(found))]);
    } catch (error) {
      if (stop.signal.aborted) throw new vscode.CancellationError();
      this.#logFailure(name, error);
      throw new Error(modelError(error), { cause: error });
    } finally {
      cancelling.dispose();
    }
  }

  async #run(
    name: string,
    input: unknown,
    token: vscode.CancellationToken,
    signal: AbortSignal,
  ): Promise<object> {
    const tool = toolOf(name);
    if (!tool) throw new ToolError(toolWords.unknownTool);
    if (!vscode.workspace.isTrusted) throw new ToolError(toolWords.untrusted);
    signal.throwIfAborted();
    await this.#services.ready();
    signal.throwIfAborted();
    return tool.run({ services: this.#services, input: new ToolInput(input), token, signal });
  }

  #logFailure(name: string, error: unknown): void {
    const { log } = this.#services;
    if (error instanceof ToolError) {
      log.warn(`The tool ${name} could not be used: ${error.message}`);
      return;
    }
    const failure = failureOf(error);
    log.error(`The tool ${name} has failed: ${describe(failure)}`);
    if (failure.kind === 'unexpected' && error instanceof Error && error.stack) log.error(error.stack);
  }
}

export function createAgentTools(services: AgentServices): AgentTools {
  return new AgentTools(services);
}

function toolOf(name: string): Tool | undefined {
  return Object.hasOwn(tools, name) ? tools[name as ToolName] : undefined;
}

/** Rejects once the signal is aborted, so that a cancelled call does not wait for work under way. */
function rejectionOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const end = (): void => reject(new vscode.CancellationError());
    if (signal.aborted) end();
    else signal.addEventListener('abort', end);
  });
}
