// Commands without a window: their messages and lists are recorded, and a test answers their questions.
import type { QuickPickItem } from 'vscode';
import type { JobRef } from '../../../src/domain/jobs/job.ts';
import type { Node } from '../../../src/ui/tree/nodes.ts';
import { Nodes } from '../../../src/ui/tree/nodes.ts';
import { installFakeVscode } from '../vscode/fakeVscode.ts';
import { openPool, world, type World } from './jobsWorld.ts';

const fake = installFakeVscode();
const { Targets } = await import('../../../src/ui/shell/targets.ts');
const { jobCommands } = await import('../../../src/ui/jobs/jobCommands.ts');

type Commands = ReturnType<typeof jobCommands>;

export interface CommandWorld extends World {
  readonly nodes: Nodes;
  readonly targets: InstanceType<typeof Targets>;
  readonly commands: Commands;
  /** The row that is selected, and the job of the panel in front. */
  readonly front: { selected?: Node | undefined; panel?: JobRef | undefined };
  /** Toasts and modal questions, in order. */
  readonly told: string[] & World['told'];
  /** The labels of each quick pick. */
  readonly offered: string[][];
  readonly copied: string[];
  readonly opened: JobRef[];
  readonly logged: unknown[];
  /** The answer to each modal question: its button. */
  answer: string | undefined;
}

/** A window with the connection and the pool open. The first item of each quick pick is taken. */
export async function commandWorld(prepare: (world: World) => void): Promise<CommandWorld> {
  const base = world();
  prepare(base);
  await openPool(base);
  const nodes = new Nodes();
  const front: CommandWorld['front'] = {};
  const told = Object.assign([] as string[], base.told);
  const [offered, copied, opened, logged] = [
    [] as string[][],
    [] as string[],
    [] as JobRef[],
    [] as unknown[],
  ];
  const selection = () => (front.selected ? [front.selected] : []);
  const explorer: unknown = {
    nodes,
    view: {
      get selection() {
        return selection();
      },
    },
    getParent: () => undefined,
  };
  const panels: unknown = {
    get active() {
      return front.panel;
    },
    open: (ref: JobRef) => opened.push(ref),
  };
  const statusBar: unknown = { takeResults: () => [] };
  const log = { error: (error: unknown) => logged.push(error) };
  const targets = new Targets(...([explorer, panels] as ConstructorParameters<typeof Targets>));
  const pickActiveJob = () => {
    throw new Error('A search of all pools was not to begin.');
  };
  const parts = { jobs: base.jobs, panels, statusBar, targets, pickActiveJob };
  const services: unknown = { ...parts, linkBase: 'vscode://x', log };
  const commands = jobCommands(services as Parameters<typeof jobCommands>[0]);
  const all: CommandWorld = {
    ...base,
    ...{ nodes, targets, commands, front, told, offered, copied, opened, logged, answer: undefined },
  };
  const tell = (text: string) => {
    told.push(text);
    return Promise.resolve(all.answer);
  };
  Object.assign(fake.window, {
    showInformationMessage: tell,
    showWarningMessage: tell,
    showErrorMessage: tell,
    showQuickPick: (items: readonly QuickPickItem[]) => {
      offered.push(items.map(({ label }) => label));
      return Promise.resolve(items[0]);
    },
    withProgress: (_: unknown, work: () => unknown) => work(),
  });
  Object.assign(fake.env, {
    clipboard: { writeText: (text: string) => Promise.resolve(void copied.push(text)) },
  });
  return all;
}
