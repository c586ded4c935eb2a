import { dataOf, type Thing } from '../thing.js';
import type { FocalPointAppointed } from './events.js';

/** `GET /v1/focalPoints/{unitId}`: who answers for the scope of a unit's accounts, in each system and in all others. */
export const focalTold: Thing = {
  collection: 'focalPoints',
  id: 'unitId',
  category: 'focal',
  summary: 'The focal points of one unit: who serves at asOf, by system, and every appointment',
  told(events, asOf) {
    const serving = new Map<string | undefined, Readonly<FocalPointAppointed>>();
    for (const appointed of dataOf<FocalPointAppointed>(events, 'FocalPointAppointed')) {
      const { system, validFrom } = appointed;
      const other = serving.get(system);
      if (validFrom <= asOf && (!other || other.validFrom < validFrom)) serving.set(system, appointed);
    }
    return { serving: [...serving.values()].filter(({ validTo }) => validTo === undefined || validTo > asOf) };
  },
};
