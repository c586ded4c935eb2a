import { nameId, sha256Hex } from './digest.js';

it('hashes the UTF-8 bytes of a text', () => {
  expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(sha256Hex('đ')).not.toBe(sha256Hex('d'));
});

it('gives a version-5 UUID that depends on the name alone', () => {
  expect(nameId('TTHC\n1')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(nameId('TTHC\n1')).toBe(nameId('TTHC\n1'));
  expect(nameId('TTHC\n1')).not.toBe(nameId('TTHC\n2'));
});

it('keeps its ids for ever', () => {
  expect(nameId('TTHC\n1')).toMatchInlineSnapshot(`"2936af3f-159b-5581-ba58-5cea0e797590"`);
});
