import { TreeFile } from '@app/sealing';
import { dropFolders, folder } from '../../../../libs/sealing/src/sealing.fixture.js';
import { Timestamps } from './timestamps.js';

afterAll(dropFolders);

const yearsOfSeconds = 99_999_999;

it('waits for longer than a timer can, without ringing meanwhile', () => {
  const delays: (number | undefined)[] = [];
  const timer = jest.spyOn(globalThis, 'setTimeout').mockImplementation((_, ms) => {
    delays.push(ms);
    return { unref: () => undefined } as unknown as NodeJS.Timeout;
  });
  const tree = TreeFile.open(folder().tree);
  try {
    tree.stamp({ size: 1, token: new Uint8Array([1]), time: new Date().toISOString(), authority: 'TSA' });
    new Timestamps({ url: 'http://127.0.0.1:9/', everySeconds: yearsOfSeconds, roots: [] }, tree, { keys: [] }).look();
    expect(delays).toEqual([2 ** 31 - 1]);
  } finally {
    timer.mockRestore();
    tree.close();
  }
});
