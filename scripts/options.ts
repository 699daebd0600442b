// Command-line options that several programs take.
import { isVsCodeVersion, vsCodeVersions, type VsCodeVersion } from '../test/support/vscode/vscodeInstall.ts';

/** Every VS Code version we try, oldest first. */
export const allVersions = Object.keys(vsCodeVersions).filter(isVsCodeVersion);

/** The versions asked for with `--vscode`, or all. Throws for one we do not have. */
export function chosenVersions(asked: readonly string[] = []): readonly VsCodeVersion[] {
  return asked.length === 0 ? allVersions : asked.map(chosenVersion);
}

/** Throws for a version without a package, naming the available ones. */
export function chosenVersion(asked: string): VsCodeVersion {
  if (isVsCodeVersion(asked)) return asked;
  throw new Error(`No VS Code ${asked} here; there are ${allVersions.join(' and ')}.`);
}
