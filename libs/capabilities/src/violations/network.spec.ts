import { networkOf } from './network.js';

describe('the network of an address', () => {
  it.each([
    ['10.1.2.3', '10.1.2'],
    ['::ffff:10.1.2.3', '10.1.2'],
    ['2001:0db8:0:12::7', '2001:db8:0:12'],
    ['2001:DB8:0:12:1:2:3:4', '2001:db8:0:12'],
    ['fe80::1', 'fe80:0:0:0'],
    ['2001:db8::', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it('is not known of what is no address', () => {
    expect(['', 'PC-1', 'quay-3.local', '10.1.2', '1:2:3:4:5:6:7:8:9:zz'].map(networkOf)).toEqual(
      Array(5).fill(undefined),
    );
  });
});
