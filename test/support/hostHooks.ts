// Has `vscode` mean what `hostModule.ts` has of it, for whatever is imported after this, which `import()` sees to.
import { registerHooks } from 'node:module';

registerHooks({
  resolve: (name, context, next) =>
    name === 'vscode'
      ? { url: new URL('./hostModule.ts', import.meta.url).href, shortCircuit: true }
      : next(name, context),
});
