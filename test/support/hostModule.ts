// As much of the `vscode` module as a job's panel and the start need where there is no window.

class Themed {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}

const trusting = new Set<() => void>();
const silent = (): object => ({ dispose: () => undefined });

export const workspace = {
  isTrusted: true,
  onDidGrantWorkspaceTrust: (listener: () => void) => {
    trusting.add(listener);
    return { dispose: () => trusting.delete(listener) };
  },
};
export const window = { state: { focused: true }, onDidChangeWindowState: silent };

/** The workspace is in Restricted Mode until it is trusted. */
export function restrict(): { readonly trust: () => void } {
  workspace.isTrusted = false;
  return {
    trust: () => {
      workspace.isTrusted = true;
      for (const listener of trusting) listener();
    },
  };
}

const uri = (path: string): object => ({ path, toString: () => path });

export const env = { language: 'en' };
export const Uri = { joinPath: (_base: unknown, ...names: readonly string[]) => uri(names.join('/')) };
export { Themed as ThemeColor, Themed as ThemeIcon };
