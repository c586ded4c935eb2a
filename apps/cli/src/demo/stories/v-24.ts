import { at, dayOf, shift, workdayAfter, daySpan } from '../days.js';
import { grant, revoke } from '../accounts.js';
import type { Official } from '../cast.js';
import { appointFocalPoint } from '../founding.js';
import { duties, hire } from '../officials.js';
import type { Stage, Words } from '../stage.js';
import { dossierUnits, support, systems } from '../units.js';
import { addWard } from '../wards.js';
import { technicianOf } from './v-06.js';

/** Persons who hold duties that exclude each other (V-24), and those who hold them one after the other. */
export function dutiesInConflict(stage: Stage): void {
  const both = computing(stage);
  technicianOf(stage, { official: both });
  grant(stage, 'KNTC', { official: both, ordinary: false });
  plant(stage, both, ['vừa quản trị vừa tra cứu', 'administers accounts and looks citizens up']);
  const mixed = computing(stage);
  const functions = [support.function, ...systems.TTHC.functions];
  const { accountId } = technicianOf(stage, { official: mixed, functions });
  const one = ['tài khoản quản trị có chức năng tra cứu', "a technician's account that may look up"] as const;
  plant(stage, mixed, one);
  stage.plant('V-23', { accountId }, 'high', one);
  selfApproved(stage);

  const turned = computing(stage);
  const end = at(workdayAfter(stage.scene, -8), '17:00:00');
  const former = technicianOf(stage, { official: turned, validFrom: shift(end, -30 * daySpan), until: end });
  revoke(stage, former, end, { cause: 'transfer' });
  grant(stage, 'KNTC', { official: turned, validFrom: at(workdayAfter(dayOf(end), 2), '08:00:00'), ordinary: false });
  spare(stage, turned, ['thôi quản trị rồi mới tra cứu', 'gave the one up before the other']);
  const plain = computing(stage);
  technicianOf(stage, { official: plain });
  spare(stage, plain, ['chỉ quản trị', 'administers accounts only']);
}

const plant = (stage: Stage, { officialId }: Official, words: Words) =>
  stage.plant('V-24', { officialId }, 'high', words);
const spare = (stage: Stage, { officialId }: Official, words: Words) => stage.spare('V-24', { officialId }, words);
/** An official whose duty may belong to a technician and to one who verifies. */
const computing = (stage: Stage) => hire(stage, stage.random.pick(dossierUnits), { duty: duties.computing });

/** The focal point of a ward approves their own account, as the system reports it, and one of a colleague. */
function selfApproved(stage: Stage): void {
  const ward = addWard(stage);
  const [focal, colleague] = [hire(stage, ward), hire(stage, ward)];
  const appointed = at(workdayAfter(stage.scene, -30), '08:00:00');
  appointFocalPoint(stage, ward.unitId, focal.officialId, appointed);
  const terms = { validFrom: at(workdayAfter(stage.scene, -20), '08:00:00'), approvedBy: focal.officialId };
  grant(stage, 'TTHC', { ...terms, official: focal, imported: true });
  plant(stage, focal, ['đầu mối tự duyệt tài khoản của mình', 'a focal point who approved their own account']);
  grant(stage, 'TTHC', { ...terms, official: colleague });
  spare(stage, colleague, ['đầu mối duyệt tài khoản của người khác', 'approved by the focal point, for somebody else']);
}
