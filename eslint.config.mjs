// The project's rules that a machine can check: types, promises, file size, and above all which layer may import which.
import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import ts from 'typescript-eslint';

/** A layer's ban list: folders of `src` and packages it must not import. Relative imports are matched by folder name. */
const ban = (folders, packages, why) => ({
  'no-restricted-imports': [
    'error',
    {
      patterns: [
        ...folders.map((folder) => ({ group: [`**/${folder}/**`], message: why })),
        ...packages.map((name) => ({ group: [name], message: why })),
      ],
    },
  ],
});

const sdk = ['@aws-sdk/*', '@smithy/*'];
const node = ['node:*'];

export default ts.config(
  { ignores: ['dist/', '.vscode-test/', 'node_modules/', '.claude/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      'import-x/resolver-next': [createTypeScriptImportResolver({ noWarnOnMultipleProjects: true })],
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      'import-x/no-cycle': 'error',
      'max-lines': ['error', { max: 250 }],
      'max-lines-per-function': ['error', { max: 60, skipComments: true, skipBlankLines: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src/domain/**'],
    rules: {
      ...ban(
        ['aws', 'csv', 'emulator', 'files', 'hashCheck', 'protocol', 'sources', 'webview', 'ui'],
        ['vscode', ...sdk, ...node],
        'The domain imports only itself.',
      ),
      'no-restricted-globals': [
        'error',
        'setTimeout',
        'setInterval',
        'setImmediate',
        'process',
        'performance',
      ],
      'no-restricted-properties': ['error', { object: 'Date', property: 'now', message: 'Take a Clock.' }],
    },
  },
  {
    files: ['src/csv/**'],
    rules: ban(
      ['aws', 'emulator', 'files', 'hashCheck', 'protocol', 'sources', 'webview', 'ui'],
      ['vscode', ...sdk, ...node],
      'The CSV rules are pure.',
    ),
  },
  {
    files: ['src/sources/**'],
    rules: ban(
      ['aws', 'emulator', 'files', 'hashCheck', 'protocol', 'webview', 'ui'],
      ['vscode', ...sdk, ...node],
      'The readers of other systems are pure; they know the CSV rules.',
    ),
  },
  {
    files: ['src/files/**'],
    rules: ban(
      ['aws', 'emulator', 'protocol', 'webview', 'ui'],
      ['vscode', ...sdk],
      'Code for files knows only the domain, the CSV rules, the sources and Node.',
    ),
  },
  {
    files: ['src/hashCheck/**'],
    rules: ban(
      ['aws', 'domain', 'emulator', 'files', 'protocol', 'sources', 'webview', 'ui'],
      ['vscode', ...sdk],
      'The password check knows only the formats of hashes and Node.',
    ),
  },
  {
    files: ['src/aws/**'],
    rules: ban(
      ['csv', 'emulator', 'files', 'hashCheck', 'protocol', 'sources', 'webview', 'ui'],
      ['vscode'],
      'The adapter knows only the domain and the SDK.',
    ),
  },
  {
    files: ['src/emulator/**'],
    rules: ban(
      ['aws', 'files', 'protocol', 'sources', 'webview', 'ui'],
      ['vscode', ...sdk],
      'The emulator is a service of its own.',
    ),
  },
  {
    // `import-x/no-cycle` does not see cycles of type imports.
    files: ['src/emulator/cognito/{users,import*}.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { paths: [{ name: './userPool.ts', message: 'A pool knows its users and jobs, not the reverse.' }] },
      ],
    },
  },
  {
    files: ['src/protocol/**'],
    rules: ban(
      ['aws', 'csv', 'emulator', 'files', 'hashCheck', 'sources', 'webview', 'ui'],
      ['vscode', ...sdk, ...node],
      'The protocol is plain data.',
    ),
  },
  {
    files: ['src/webview/**'],
    rules: ban(
      ['aws', 'csv', 'domain', 'emulator', 'files', 'hashCheck', 'sources', 'ui'],
      ['vscode', ...sdk, ...node],
      'The page knows only the protocol.',
    ),
  },
  {
    files: ['src/ui/**'],
    rules: ban(
      ['aws', 'emulator', 'webview'],
      sdk,
      'The user interface knows the domain, and reaches AWS through the gateway.',
    ),
  },
  {
    files: ['src/ui/**', 'src/app.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='registerCommand']",
          message: 'Register through ui/shell/commandRegistry.ts, which has the error funnel.',
        },
        {
          selector: "CallExpression[callee.property.name='executeCommand'][arguments.0.value='setContext']",
          message: 'Set context keys through ui/shell/contextKeys.ts.',
        },
      ],
    },
  },
  // The bundles are loaded by `require` when first used: with `import()` VS Code's proxy support would not reach the SDK.
  {
    files: ['src/extension.ts', 'src/app.ts'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  { files: ['src/ui/shell/contextKeys.ts'], rules: { 'no-restricted-syntax': 'off' } },
  {
    // Tests may have long tables and stories, and the runner of node:test awaits its own promises.
    files: ['test/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'it', 'describe', 'suite'] },
          ],
        },
      ],
    },
  },
  { files: ['scripts/**', 'test/**', 'src/emulator/cli.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        require: 'readonly',
        module: 'writable',
        exports: 'readonly',
        __dirname: 'readonly',
        URL: 'readonly',
      },
    },
  },
  prettier,
);
