// The folders below the extension's own on this machine, which all windows share: one folder for each piece of work.
import { join } from 'node:path';

/** The store of imports. */
export const importsFolder = 'imports';
/** Passes over users, such as an undo. */
export const passesFolder = join('users', 'passes');
/** What exports of users have listed. */
export const exportsFolder = join('users', 'exports');
