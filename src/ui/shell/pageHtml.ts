// A webview's page: its stylesheets, one script, and a policy under which nothing else can load or run.
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

export interface PageParts {
  readonly title: string;
  /** A file in the folder `dist`, like those of `styles`. */
  readonly script: string;
  readonly styles: readonly string[];
  /** An attribute of `<body>`, with its text. */
  readonly attribute?: readonly [name: string, value: string];
}

/** Options that let the page load files only from `dist`. */
export function pageOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')] };
}

/** The icon of a page's tab. */
export function pageIcon(extensionUri: vscode.Uri): { light: vscode.Uri; dark: vscode.Uri } {
  const file = (name: string): vscode.Uri => vscode.Uri.joinPath(extensionUri, 'media', name);
  return { light: file('panel-light.svg'), dark: file('panel-dark.svg') };
}

export function pageHtml(webview: vscode.Webview, extensionUri: vscode.Uri, parts: PageParts): string {
  const nonce = randomBytes(16).toString('base64');
  const at = (name: string): string =>
    escapeAttribute(webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', name)).toString());
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `img-src ${webview.cspSource}`,
  ].join('; ');
  const { title, script, styles, attribute } = parts;
  const body = attribute ? ` ${attribute[0]}="${escapeAttribute(attribute[1])}"` : '';
  const links = styles.map((style) => `<link rel="stylesheet" href="${at(style)}">`).join('\n');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${links}
<title>${escapeAttribute(title)}</title>
</head>
<body${body}>
<main id="app"></main>
<script nonce="${nonce}" src="${at(script)}"></script>
</body>
</html>`;
}

function escapeAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
