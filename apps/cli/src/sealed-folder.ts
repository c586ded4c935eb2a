import { existsSync } from 'node:fs';
import type { DataFolder } from './data-folder.js';
import { Failure } from './told.js';

/** Refuses a folder whose log has no tree. */
export function assertSealed(folder: DataFolder): void {
  if (!existsSync(folder.tree)) throw unsealed(folder);
}

/** Why nothing is verified or proven: there is no tree, or no checkpoint in it. */
export const unsealed = ({ path }: Pick<DataFolder, 'path'>): Failure =>
  new Failure({ vi: `Sổ ở ${path} chưa được niêm phong lần nào`, en: `The log in ${path} was never sealed` });
