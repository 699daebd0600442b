// As much of the `vscode` module as a job's panel needs when it runs without a window.

class Themed {
  readonly id: string;
  constructor(id: string) {
    this.id = id;
  }
}

const uri = (path: string): object => ({ path, toString: () => path });

export const env = { language: 'en' };
export const Uri = { joinPath: (_base: unknown, ...names: readonly string[]) => uri(names.join('/')) };
export { Themed as ThemeColor, Themed as ThemeIcon };
