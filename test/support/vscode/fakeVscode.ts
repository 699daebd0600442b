// A stand-in for the `vscode` module in a plain Node process: what tests and figures look at is real enough, everything else is an
// object that takes any call and returns itself.
import { readFileSync } from 'node:fs';
import Module, { registerHooks } from 'node:module';
import { join } from 'node:path';
import { root } from '../paths.ts';

export interface TreeProvider {
  getChildren(element?: unknown): Promise<unknown[]>;
  getTreeItem(element: unknown): unknown;
  onDidChangeTreeData(listener: (elements: unknown) => void): unknown;
}

/** What the extension has told the host. */
export interface Told {
  provider: TreeProvider | undefined;
  /** The user looks at the view for the first time. */
  show(): void;
  /** The members of `vscode.window`, `vscode.env` and `vscode.commands`: a test puts its own in their place. */
  readonly window: Record<string, unknown>;
  readonly env: Record<string, unknown>;
  readonly commands: Record<string, unknown>;
}

/** An object on which every member exists, can be called, constructed and asked for more, and which iterates as empty. */
function anything(overrides: object = {}): unknown {
  const members = new Map<PropertyKey, unknown>(Object.entries(overrides));
  // A function, since only that can be called and constructed.
  const shape: unknown = new Proxy(
    function nothing() {
      return undefined;
    },
    {
      get: (_, name) => {
        if (members.has(name)) return members.get(name);
        // Not a promise, nothing to turn into text, and nothing in it.
        if (name === 'then' || name === 'toJSON') return undefined;
        if (name === Symbol.iterator) return [][Symbol.iterator];
        if (name === Symbol.toPrimitive) return () => '';
        return shape;
      },
      set: (_, name, value) => {
        members.set(name, value);
        return true;
      },
      has: () => true,
      apply: () => shape,
      construct: () => Object(shape) as object,
    },
  );
  return shape;
}

class EventEmitter {
  readonly #listeners = new Set<(value: unknown) => void>();
  readonly event = (listener: (value: unknown) => void): { dispose: () => void } => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };
  fire(value: unknown): void {
    for (const listener of this.#listeners) listener(value);
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

class TreeItem {
  readonly label: string;
  readonly collapsibleState: number;
  constructor(label: string, collapsibleState: number) {
    this.label = label;
    this.collapsibleState = collapsibleState;
  }
}

class ThemeIcon {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}

/** Every name the API has: a bundle copies them one by one. */
function exportedNames(): readonly string[] {
  const types = readFileSync(join(root, 'node_modules/@types/vscode/index.d.ts'), 'utf8');
  return [...types.matchAll(/^\s*export (?:class|enum|namespace|const|function) (\w+)/gm)].map(
    ([, name = '']) => name,
  );
}

const uri = (path: string): object => ({ scheme: 'file', path, fsPath: path, toString: () => path });

/** Answers `require('vscode')` and `import('vscode')` from now on. */
export function installFakeVscode(): Told {
  const visibility = new EventEmitter();
  const view = {
    visible: false,
    onDidChangeVisibility: visibility.event,
    onDidExpandElement: () => nothing,
    onDidCollapseElement: () => nothing,
    onDidChangeSelection: () => nothing,
    dispose: () => undefined,
  };
  const [window, env, commands] = [
    anything({ state: { focused: true } }),
    anything({ language: 'en' }),
    anything({ executeCommand: () => Promise.resolve() }),
  ].map((members) => members as Record<string, unknown>);
  if (!window || !env || !commands) throw new Error('Nothing was made.');
  const told: Told = {
    window,
    env,
    commands,
    provider: undefined,
    show: () => {
      view.visible = true;
      visibility.fire({ visible: true });
    },
  };
  const nothing = { dispose: () => undefined };
  const vscode = {
    ...Object.fromEntries(exportedNames().map((name) => [name, anything()])),
    EventEmitter,
    TreeItem,
    ThemeIcon,
    ThemeColor: ThemeIcon,
    TreeItemCollapsibleState: { None: 0, Collapsed: 1, Expanded: 2 },
    Uri: { joinPath: (_: unknown, ...names: string[]) => uri(names.join('/')), file: uri, parse: uri },
    env,
    commands,
    workspace: anything({ isTrusted: true }),
    window,
  };
  window['createTreeView'] = (_: string, options: { treeDataProvider: TreeProvider }) => {
    told.provider = options.treeDataProvider;
    return view;
  };
  answerImports(vscode);
  const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown };
  const load = loader._load;
  loader._load = (request, ...rest) => (request === 'vscode' ? vscode : load(request, ...rest));
  return told;
}

/** For modules in TypeScript, which import by name: each name of the API is an export. */
function answerImports(vscode: Readonly<Record<string, unknown>>): void {
  const key = 'fake vscode';
  Object.assign(globalThis, { [key]: vscode });
  const names = Object.keys(vscode).join(', ');
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'vscode' ? { url: 'fake:vscode', shortCircuit: true } : next(specifier, context),
    load: (url, context, next) =>
      url === 'fake:vscode'
        ? {
            format: 'module',
            source: `export const { ${names} } = globalThis['${key}'];`,
            shortCircuit: true,
          }
        : next(url, context),
  });
}

/** As much of an ExtensionContext as activation takes. */
export function fakeContext(folder: string, state: Readonly<Record<string, unknown>> = {}): unknown {
  const memento = (values: Readonly<Record<string, unknown>>): object => ({
    get: (key: string, fallback: unknown) => values[key] ?? fallback,
    update: () => Promise.resolve(),
    keys: () => Object.keys(values),
  });
  return anything({
    subscriptions: [],
    globalState: memento(state),
    workspaceState: memento({}),
    extensionUri: uri(folder),
    globalStorageUri: uri(folder),
    asAbsolutePath: (name: string) => `${folder}/${name}`,
  });
}
