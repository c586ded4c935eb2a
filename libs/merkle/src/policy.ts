import { openCheckpoint, type OpenedCheckpoint } from './checkpoint.js';
import { formatVkey, keyTypes, parseVkey, type KeyType, type VerifierKey } from './key.js';
import { Rejected } from './rejected.js';
import { fromDecimal, textOf, toBase64, type TextInput } from './text.js';

/** Whom to trust: which logs, which witnesses, and how many of them are enough. C2SP tlog-policy. */
export interface Policy {
  logs: readonly PolicyLog[];
  witnesses: readonly PolicyWitness[];
  /** In the order of the file: a group only has members that stand before it. */
  groups: readonly PolicyGroup[];
  /** A witness or a group; nothing for `none`. */
  quorum: Member | undefined;
}
export interface PolicyLog {
  key: VerifierKey;
  url?: string;
}
export interface PolicyWitness {
  name: string;
  key: VerifierKey;
  url?: string;
}
/** Met once at least `threshold` of its members are. */
export interface PolicyGroup {
  name: string;
  threshold: number;
  members: readonly Member[];
}
export type Member = PolicyWitness | PolicyGroup;

const maxPolicyBytes = 262_144;
const maxDefinitions = 1024;
// All octets but these are the file's own business: names are compared as octets, which Latin-1 text does.
const octets = /^[\t\n\x20-\x7e\x80-\xff]*$/;

/** Refuses (`too-large`, `text`, `shape`, `key`, `base64`, `name`, `duplicate`, `number`) what C2SP tlog-policy does not allow. */
export function parsePolicy(input: TextInput): Policy {
  if (typeof input === 'string' && !input.isWellFormed()) throw new Rejected('text', 'the policy has a lone surrogate');
  const bytes = typeof input === 'string' ? Buffer.from(input) : input;
  if (bytes.length > maxPolicyBytes) throw new Rejected('too-large', `a policy has at most ${maxPolicyBytes} bytes`);
  const text = Buffer.from(bytes).toString('latin1');
  if (!octets.test(text)) throw new Rejected('text', 'the policy has a control character that is no tab or line feed');
  if (text !== '' && !text.endsWith('\n')) throw new Rejected('shape', 'the last line does not end in a line feed');
  const reader = new PolicyReader();
  for (const line of text.split('\n')) {
    const items = line.split(/[ \t]+/).filter((item) => item !== '');
    if (items.length > 0 && !items[0].startsWith('#')) reader.read(items);
  }
  return reader.policy();
}

/** A name or an address to be shown: what is not UTF-8 shows as such. */
const asText = (octets: string) => Buffer.from(octets, 'latin1').toString('utf8');

class PolicyReader {
  private readonly logs: PolicyLog[] = [];
  private readonly witnesses: PolicyWitness[] = [];
  private readonly groups: PolicyGroup[] = [];
  private readonly named = new Map<string, Member>();
  private readonly keys = new Set<string>();
  private readonly taken = new Set<Member>();
  private quorum: { of: Member | undefined } | undefined;

  read([keyword, ...items]: readonly string[]): void {
    if (this.logs.length + this.named.size >= maxDefinitions)
      throw new Rejected('too-large', `a policy has at most ${maxDefinitions} definitions`);
    if (keyword === 'log') this.log(items);
    else if (keyword === 'witness') this.witness(items);
    else if (keyword === 'group') this.group(items);
    else if (keyword === 'quorum') this.takeQuorum(items);
    else throw new Rejected('shape', 'a line of a policy is a log, a witness, a group, the quorum or a comment');
  }

  policy(): Policy {
    const { logs, witnesses, groups, quorum } = this;
    if (quorum === undefined) throw new Rejected('shape', 'the policy has no quorum line');
    return { logs, witnesses, groups, quorum: quorum.of };
  }

  private log([vkey, url, ...more]: readonly string[]): void {
    if (vkey === undefined || more.length > 0) throw new Rejected('shape', 'a log is "log <vkey> [<url>]"');
    this.logs.push({ key: this.keyOf(vkey, keyTypes.note), ...(url && { url: asText(url) }) });
  }

  private witness([name, vkey, url, ...more]: readonly string[]): void {
    if (vkey === undefined || more.length > 0)
      throw new Rejected('shape', 'a witness is "witness <name> <vkey> [<url>]"');
    const key = this.keyOf(vkey, keyTypes.cosignature);
    const witness = { name: asText(name), key, ...(url && { url: asText(url) }) };
    this.define(name, witness);
    this.witnesses.push(witness);
  }

  private group([name, threshold, ...names]: readonly string[]): void {
    if (names.length === 0) throw new Rejected('shape', 'a group is "group <name> <k, all or any> <name>..."');
    const members = names.map((member) => {
      const found = this.find(member);
      if (this.taken.has(found)) throw new Rejected('duplicate', `${found.name} is a member already`);
      this.taken.add(found);
      return found;
    });
    const group = { name: asText(name), threshold: thresholdOf(threshold, members.length), members };
    this.define(name, group);
    this.groups.push(group);
  }

  private takeQuorum([name, ...more]: readonly string[]): void {
    if (name === undefined || more.length > 0) throw new Rejected('shape', 'the quorum is "quorum <name>"');
    if (this.quorum !== undefined) throw new Rejected('duplicate', 'the policy has two quorum lines');
    this.quorum = { of: name === 'none' ? undefined : this.find(name) };
  }

  private keyOf(vkey: string, type: KeyType): VerifierKey {
    const key = parseVkey(textOf(Buffer.from(vkey, 'latin1'), vkey.length, 'a vkey'));
    if (key.type !== type)
      throw new Rejected('key', `${key.name} has a key of type ${key.type}; logs have 1, witnesses 4`);
    const same = `${type} ${toBase64(key.publicKey)}`;
    if (this.keys.has(same)) throw new Rejected('duplicate', `the public key of ${key.name} is listed already`);
    this.keys.add(same);
    return key;
  }

  private define(name: string, member: Member): void {
    if (name === 'none') throw new Rejected('name', 'the name none stands for no witness at all');
    if (this.named.has(name)) throw new Rejected('duplicate', `the name ${member.name} is taken`);
    this.named.set(name, member);
  }

  private find(name: string): Member {
    const found = this.named.get(name);
    if (found === undefined) throw new Rejected('name', `${asText(name)} is not defined on a line before`);
    return found;
  }
}

function thresholdOf(text: string, members: number): number {
  if (text === 'any') return 1;
  if (text === 'all') return members;
  const threshold = fromDecimal(text, 'the threshold of a group');
  if (threshold < 1 || threshold > members)
    throw new Rejected('number', `a group of ${members} is met by 1 to ${members}`);
  return threshold;
}

/** A checkpoint in the light of a policy. Say how many witnesses it has, not only whether they are enough. */
export interface JudgedCheckpoint extends OpenedCheckpoint {
  /** The policy's witnesses that cosigned, with their latest times in seconds since 1970. */
  witnessed: readonly { witness: PolicyWitness; time: number }[];
  /** How many witnesses the policy knows. */
  witnesses: number;
  quorum: boolean;
}

/** All keys of a policy, to open notes with. */
export function keysOf({ logs, witnesses }: Policy): VerifierKey[] {
  return [...logs, ...witnesses].map(({ key }) => key);
}

/**
 * Opens a checkpoint signed by a log of the policy, or by one of `logs`, which are trusted besides: a policy may have
 * none. Says who has witnessed it. Refuses as `openCheckpoint` does: also where a witness of the policy has signed badly.
 */
export function judgeCheckpoint(policy: Policy, note: TextInput, logs: readonly VerifierKey[] = []): JudgedCheckpoint {
  return judged(policy, openCheckpoint(note, [...keysOf(policy), ...logs]));
}

/** The same for a checkpoint that was opened with all keys of the policy. */
export function judged(policy: Policy, opened: OpenedCheckpoint): JudgedCheckpoint {
  const times = new Map(opened.cosigned.map(({ key, time }) => [formatVkey(key), time]));
  const witnessed = policy.witnesses.flatMap((witness) => {
    const time = times.get(formatVkey(witness.key));
    return time === undefined ? [] : [{ witness, time }];
  });
  return {
    ...opened,
    witnessed,
    witnesses: policy.witnesses.length,
    quorum: isMet(
      policy,
      witnessed.map((one) => one.witness),
    ),
  };
}

/** Whether these witnesses are enough. */
export function isMet({ groups, quorum }: Policy, witnesses: readonly PolicyWitness[]): boolean {
  const met = new Set<Member>(witnesses);
  for (const group of groups)
    if (group.members.filter((member) => met.has(member)).length >= group.threshold) met.add(group);
  return quorum === undefined || met.has(quorum);
}

/** The fewest witnesses that can be enough. */
export function fewest({ quorum }: Policy): number {
  return quorum === undefined ? 0 : fewestOf(quorum);
}
function fewestOf(member: Member): number {
  if (!('members' in member)) return 1;
  const each = member.members.map(fewestOf).sort((a, b) => a - b);
  return each.slice(0, member.threshold).reduce((sum, few) => sum + few, 0);
}

/** Refuses (`quorum`) a checkpoint with fewer witnesses than the policy asks for. */
export function requireQuorum(judged: JudgedCheckpoint): void {
  if (judged.quorum) return;
  const { length } = judged.witnessed;
  throw new Rejected(
    'quorum',
    `${length} of ${judged.witnesses} witnesses have cosigned, which the policy finds too few`,
  );
}
