import { sealOf } from './seal.js';

const seal = sealOf(Buffer.alloc(32, 1));
const name = 'official:Đỗ Thị An';

describe('a seal', () => {
  it('is opened under its own key, and tells nothing without it', () => {
    const sealed = seal.close(name);
    expect(seal.open(sealed)).toBe(name);
    expect(sealed).toMatch(/^seal:[A-Za-z0-9_-]{16,400}$/);
    expect(() => sealOf(Buffer.alloc(32, 2)).open(sealed)).toThrow();
  });

  it('is another one each time, so that two reports of one person look like those of two', () => {
    expect(seal.close(name)).not.toBe(seal.close(name));
  });

  it('is not opened when any of it was changed', () => {
    const sealed = seal.close(name);
    for (let i = 'seal:'.length; i < sealed.length - 1; i++) {
      const other = sealed.slice(0, i) + (sealed[i] === 'A' ? 'B' : 'A') + sealed.slice(i + 1);
      expect(() => seal.open(other)).toThrow();
    }
  });

  it('has room for the longest actor', () => {
    expect(seal.close('inspector:' + 'a'.repeat(200))).toMatch(/^seal:[A-Za-z0-9_-]{16,400}$/);
  });

  it('names a text the same each time under one key, and otherwise under another', () => {
    expect(seal.nameOf(name)).toBe(seal.nameOf(name));
    expect(seal.nameOf(name)).not.toBe(sealOf(Buffer.alloc(32, 2)).nameOf(name));
  });
});
