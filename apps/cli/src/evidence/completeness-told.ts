import type { CheckedEvidence } from '@app/evidence';
import type { Told } from '../told.js';

const noDossiers = {
  vi: 'KHÔNG chứng minh rằng không còn sự kiện nào khác: bản đồ đầy đủ không kể hồ sơ.',
  en: 'NOT proven: that there are no other events; the completeness map does not count dossiers.',
};

/** Whether it is proven that there are no other events: up to which leaf, which are listed only, and what is left open. */
export function completenessTold({ complete, manifest }: CheckedEvidence, shown: (text: string) => string): Told {
  const size = manifest?.treeSize ?? 0;
  if (manifest?.about.startsWith('dossier:')) return noDossiers;
  if (!complete)
    return {
      vi: `KHÔNG chứng minh rằng không còn sự kiện nào khác: gói không có bản đồ đầy đủ, cả ${size} lá đều chưa được kể.`,
      en: `NOT proven: that there are no other events; the package has no completeness map, none of the ${size} leaves is counted.`,
    };
  const { upTo, after, keys } = complete;
  const others = keys.filter((key) => key.others > 0);
  const vi = keys.map(({ key, packed, others: listed }) => `${packed + listed} sự kiện về ${shown(key)}`).join(', ');
  const en = keys.map(({ key, packed, others: listed }) => `${packed + listed} events about ${shown(key)}`).join(', ');
  return {
    vi:
      `Trong ${upTo} lá đầu, sổ có ${vi}, và không còn sự kiện nào khác` +
      (others.length === 0
        ? '; tất cả có trong gói.'
        : `; trong đó ${others.map(({ key, others: listed }) => `${listed} về ${shown(key)}`).join(', ')} không có trong gói, số lá được kê ở manifest.json: rằng chúng nằm ngoài khoảng thời gian của gói thì không được chứng minh.`) +
      (upTo < size
        ? ` Các lá ${upTo} đến ${size - 1} chưa được kể${after > 0 ? `, trong đó ${after} có trong gói` : ''}.`
        : ''),
    en:
      `Among its first ${upTo} leaves the log has ${en}, and no others` +
      (others.length === 0
        ? '; all are in the package.'
        : `; of these ${others.map(({ key, others: listed }) => `${listed} about ${shown(key)}`).join(', ')} are not in the package, their leaves are listed in manifest.json: that they lie outside its time is not proven.`) +
      (upTo < size
        ? ` Leaves ${upTo} to ${size - 1} are not counted${after > 0 ? `, ${after} of which are in the package` : ''}.`
        : ''),
  };
}
