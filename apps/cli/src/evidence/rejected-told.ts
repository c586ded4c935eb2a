import { Failure } from '../told.js';

/** What was refused for its size or form, said to the person at the terminal; anything else is thrown as it is. */
export function rejectedTold(error: unknown): never {
  if (!(error instanceof Error) || error.name !== 'Rejected') throw error;
  throw new Failure({ vi: `Không được: ${error.message}`, en: `Refused: ${error.message}` }, { cause: error });
}
