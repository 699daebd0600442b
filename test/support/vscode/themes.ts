// What VS Code gives a webview to be drawn with, as its built-in themes resolve it (read from a running VS Code 1.139.1).

export interface Theme {
  readonly name: string;
  /** The classes VS Code puts on the webview's body. */
  readonly bodyClasses: readonly string[];
  /** Custom properties without their `--vscode-`. One that a theme does not define is absent. */
  readonly variables: Readonly<Record<string, string>>;
}

const fonts = {
  'font-family': 'system-ui, "Ubuntu", "Droid Sans", sans-serif',
  'font-weight': 'normal',
  'font-size': '13px',
  'editor-font-family': "'Droid Sans Mono', monospace",
  'editor-font-weight': 'normal',
  'editor-font-size': '14px',
};

export const darkModern: Theme = {
  name: 'Dark Modern',
  bodyClasses: ['vscode-dark'],
  variables: {
    ...fonts,
    'button-background': '#0078d4',
    'button-border': 'rgba(255, 255, 255, 0.1)',
    'button-foreground': '#ffffff',
    'button-hoverBackground': '#026ec1',
    'button-secondaryBackground': 'rgba(0, 0, 0, 0)',
    'button-secondaryBorder': 'rgba(204, 204, 204, 0.15)',
    'button-secondaryForeground': '#cccccc',
    'button-secondaryHoverBackground': '#2b2b2b',
    'charts-blue': '#59a4f9',
    'charts-green': '#89d185',
    'charts-lines': 'rgba(204, 204, 204, 0.5)',
    'charts-red': '#f14c4c',
    'charts-yellow': '#cca700',
    descriptionForeground: '#9d9d9d',
    'dropdown-background': '#313131',
    'dropdown-border': '#3c3c3c',
    'dropdown-foreground': '#cccccc',
    'editor-background': '#1f1f1f',
    'editor-foreground': '#cccccc',
    focusBorder: '#0078d4',
    foreground: '#cccccc',
    'icon-foreground': '#cccccc',
    'inputValidation-warningBorder': '#b89500',
    'panel-border': '#2b2b2b',
    'scrollbarSlider-activeBackground': 'rgba(191, 191, 191, 0.4)',
    'scrollbarSlider-background': 'rgba(121, 121, 121, 0.4)',
    'scrollbarSlider-hoverBackground': 'rgba(100, 100, 100, 0.7)',
    'textLink-foreground': '#4daafc',
    'toolbar-hoverBackground': 'rgba(90, 93, 94, 0.31)',
    'widget-border': '#313131',
  },
};

const lightModern: Theme = {
  name: 'Light Modern',
  bodyClasses: ['vscode-light'],
  variables: {
    ...fonts,
    'button-background': '#005fb8',
    'button-border': 'rgba(0, 0, 0, 0.1)',
    'button-foreground': '#ffffff',
    'button-hoverBackground': '#0258a8',
    'button-secondaryBackground': '#e5e5e5',
    'button-secondaryBorder': 'rgba(59, 59, 59, 0.15)',
    'button-secondaryForeground': '#3b3b3b',
    'button-secondaryHoverBackground': '#cccccc',
    'charts-blue': '#0063d3',
    'charts-green': '#388a34',
    'charts-lines': 'rgba(59, 59, 59, 0.5)',
    'charts-red': '#e51400',
    'charts-yellow': '#bf8803',
    descriptionForeground: '#3b3b3b',
    'dropdown-background': '#ffffff',
    'dropdown-border': '#cecece',
    'dropdown-foreground': '#3b3b3b',
    'editor-background': '#ffffff',
    'editor-foreground': '#3b3b3b',
    focusBorder: '#005fb8',
    foreground: '#3b3b3b',
    'icon-foreground': '#3b3b3b',
    'inputValidation-warningBorder': '#b89500',
    'panel-border': '#e5e5e5',
    'scrollbarSlider-activeBackground': 'rgba(0, 0, 0, 0.6)',
    'scrollbarSlider-background': 'rgba(100, 100, 100, 0.4)',
    'scrollbarSlider-hoverBackground': 'rgba(100, 100, 100, 0.7)',
    'textLink-foreground': '#005fb8',
    'toolbar-hoverBackground': 'rgba(184, 184, 184, 0.31)',
    'widget-border': '#e5e5e5',
  },
};

const highContrast: Theme = {
  name: 'Dark High Contrast',
  bodyClasses: ['vscode-high-contrast'],
  variables: {
    ...fonts,
    'button-background': '#000000',
    'button-border': '#6fc3df',
    'button-foreground': '#ffffff',
    'button-hoverBackground': '#000000',
    'button-secondaryBorder': '#6fc3df',
    'button-secondaryForeground': '#ffffff',
    'charts-blue': '#59a4f9',
    'charts-green': '#89d185',
    'charts-lines': 'rgba(255, 255, 255, 0.5)',
    'charts-red': '#f48771',
    'charts-yellow': '#ffd370',
    contrastActiveBorder: '#f38518',
    contrastBorder: '#6fc3df',
    descriptionForeground: 'rgba(255, 255, 255, 0.7)',
    'dropdown-background': '#000000',
    'dropdown-border': '#6fc3df',
    'dropdown-foreground': '#ffffff',
    'editor-background': '#000000',
    'editor-foreground': '#ffffff',
    focusBorder: '#f38518',
    foreground: '#ffffff',
    'icon-foreground': '#ffffff',
    'inputValidation-warningBorder': '#6fc3df',
    'panel-border': '#6fc3df',
    'scrollbarSlider-activeBackground': '#6fc3df',
    'scrollbarSlider-background': 'rgba(111, 195, 223, 0.6)',
    'scrollbarSlider-hoverBackground': 'rgba(111, 195, 223, 0.8)',
    'textLink-foreground': '#21a6ff',
    'widget-border': '#6fc3df',
  },
};

const highContrastLight: Theme = {
  name: 'Light High Contrast',
  bodyClasses: ['vscode-high-contrast-light', 'vscode-high-contrast'],
  variables: {
    ...fonts,
    'button-background': '#0f4a85',
    'button-border': '#0f4a85',
    'button-foreground': '#ffffff',
    'button-hoverBackground': '#0f4a85',
    'button-secondaryBackground': '#ffffff',
    'button-secondaryBorder': '#0f4a85',
    'button-secondaryForeground': '#292929',
    'charts-blue': '#0063d3',
    'charts-green': '#374e06',
    'charts-lines': 'rgba(41, 41, 41, 0.5)',
    'charts-red': '#b5200d',
    'charts-yellow': '#895503',
    contrastActiveBorder: '#006bbd',
    contrastBorder: '#0f4a85',
    descriptionForeground: 'rgba(41, 41, 41, 0.7)',
    'dropdown-background': '#ffffff',
    'dropdown-border': '#0f4a85',
    'dropdown-foreground': '#292929',
    'editor-background': '#ffffff',
    'editor-foreground': '#292929',
    focusBorder: '#006bbd',
    foreground: '#292929',
    'icon-foreground': '#292929',
    'inputValidation-warningBorder': '#0f4a85',
    'panel-border': '#0f4a85',
    'scrollbarSlider-activeBackground': '#0f4a85',
    'scrollbarSlider-background': 'rgba(15, 74, 133, 0.4)',
    'scrollbarSlider-hoverBackground': 'rgba(15, 74, 133, 0.8)',
    'textLink-foreground': '#0f4a85',
    'widget-border': '#0f4a85',
  },
};

export const themes: readonly Theme[] = [darkModern, lightModern, highContrast, highContrastLight];

/** What VS Code puts into a webview's head before the page's own policy and styles, as far as it touches the page. */
export const webviewStyles = `@layer vscode-default {
  html { scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); }
  body {
    overscroll-behavior-x: none;
    background-color: transparent;
    color: var(--vscode-editor-foreground);
    font-family: var(--vscode-font-family);
    font-weight: var(--vscode-font-weight);
    font-size: var(--vscode-font-size);
    margin: 0;
    padding: 0 20px;
  }
  a:focus, input:focus, select:focus, textarea:focus { outline: 1px solid -webkit-focus-ring-color; outline-offset: -1px; }
}`;
