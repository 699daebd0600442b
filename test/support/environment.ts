// This process's environment without variables that would make VS Code or the SDK use the developer's own settings and AWS files.

const foreign = /^(?:AWS_|VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_TEST_|npm_)/;

/** For a program of ours: all but what is foreign to it. */
export function cleanEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !foreign.test(entry[0]),
    ),
  );
}

/** For a program that inherits all of it: what is foreign, as not being there. */
export function foreignVariables(): Record<string, undefined> {
  const names = Object.keys(process.env).filter((name) => foreign.test(name));
  return Object.fromEntries(names.map((name) => [name, undefined]));
}
