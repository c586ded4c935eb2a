/**
 * The network that an address lies in: the /24 of an IPv4 address, the /64 of an IPv6 address; `undefined` for what is
 * neither, so that it is never taken for a different one.
 */
export function networkOf(address: string): string | undefined {
  const mapped = /^::ffff:(\d+\.\d+\.\d+)\.\d+$/i.exec(address) ?? /^(\d+\.\d+\.\d+)\.\d+$/.exec(address);
  if (mapped) return mapped[1];
  if (!/^[\da-f:]+$/i.test(address) || !address.includes(':')) return undefined;
  const [head, tail] = address.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const filled = tail === undefined ? groups : [...groups, ...Array<string>(8).fill('0'), ...after].slice(0, 8);
  return filled
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
