import { dataOf, type Thing } from '../thing.js';
import type { ProcedureCatalogueUpdated } from './events.js';

/** `GET /v1/procedures/{system}`: the administrative procedures that a system lists (R102). */
export const proceduresTold: Thing = {
  collection: 'procedures',
  id: 'system',
  category: 'procedures',
  summary: 'The procedures of one system by its latest list that is complete (null where none is), and all lists',
  told(events) {
    const parts = dataOf<ProcedureCatalogueUpdated>(events, 'ProcedureCatalogueUpdated');
    const lists = new Map<string, Readonly<ProcedureCatalogueUpdated>[]>();
    for (const part of parts) lists.set(part.catalogueId, [...(lists.get(part.catalogueId) ?? []), part]);
    const latest = [...lists.values()]
      .filter((list) => new Set(list.map(({ part }) => part)).size === list[0].of)
      .reduce<Readonly<ProcedureCatalogueUpdated>[]>((a, b) => (a.length > 0 && a[0].asOf > b[0].asOf ? a : b), []);
    if (latest.length === 0) return { catalogue: null };
    const [{ catalogueId, asOf }] = latest;
    const procedures = latest.toSorted((a, b) => a.part - b.part).flatMap((list) => list.procedures);
    return { catalogue: { catalogueId, asOf, procedures } };
  },
};
