// The colour themes each VS Code version brings along, by what they are.
import type { VsCodeVersion } from '../../support/vscode/vscodeInstall.ts';

export type ThemeKind = 'dark' | 'light' | 'highContrast' | 'highContrastLight';

const highContrast = {
  highContrast: 'Default High Contrast',
  highContrastLight: 'Default High Contrast Light',
} as const;

/** Values of `workbench.colorTheme`: what a new user of that version sees. */
export const colorThemes: Readonly<Record<VsCodeVersion, Readonly<Record<ThemeKind, string>>>> = {
  '1.104.0': { dark: 'Default Dark Modern', light: 'Default Light Modern', ...highContrast },
  '1.139.1': { dark: 'Dark 2026', light: 'Light 2026', ...highContrast },
};
