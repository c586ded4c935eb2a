import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventLog } from '@app/ledger';
import type { VerifiedMaps } from '@app/sealing';
import type { Told } from '../told.js';

/** Makes the completeness map anew from a log, in a file that is then removed, and compares it with every sealed one. */
export async function verifyCompleteness(log: EventLog, step: (leaves: number) => void): Promise<VerifiedMaps> {
  const { keysOf, mapKeysForm } = await import('../libraries/capabilities.js');
  const { MapFile, verifyMaps } = await import('../libraries/sealing.js');
  const folder = mkdtempSync(join(tmpdir(), 'ledger-map-'));
  try {
    const map = MapFile.open(join(folder, 'map.sqlite'));
    try {
      return await verifyMaps({ log, map, keysOf, form: mapKeysForm, step });
    } finally {
      map.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether the sealed maps hold: with none there is nothing that proves completeness. */
export const mapsHold = (maps: VerifiedMaps | undefined): boolean =>
  maps === undefined || (maps.maps > 0 && maps.failures.length === 0);

/** What was and what was not proven of the completeness map, as a sentence behind others. */
export function mapsTold(maps: VerifiedMaps | undefined): Told {
  if (!maps)
    return {
      vi: 'Bản đồ đầy đủ chưa được so với sổ: --completeness.',
      en: 'The completeness map was not compared with the log: --completeness.',
    };
  if (maps.maps === 0)
    return {
      vi: 'Chưa có bản đồ đầy đủ nào được niêm phong.',
      en: 'No completeness map was ever sealed.',
    };
  const wrong = maps.failures.length;
  return {
    vi: `Đã lập lại bản đồ đầy đủ từ sổ và so với ${maps.maps} bản đồ đã niêm phong, bản cuối gồm ${maps.upTo} lá: ${wrong === 0 ? 'đều khớp' : `${wrong} chỗ KHÔNG khớp`}.`,
    en: `The completeness map was made anew from the log and compared with the ${maps.maps} that were sealed, the last over ${maps.upTo} leaves: ${wrong === 0 ? 'all are the same' : `${wrong} are NOT`}.`,
  };
}
