import { given } from '@app/ledger/given.js';
import { publishedRule } from './published-rule.js';
import { fileHashOf, ruleVersions, versionName } from './rule-build.js';
import { ruleHashes } from './rules/hashes.js';

const [built] = ruleVersions;
const { code, version, status, severity, clauses, params, examples } = built;
const publish = { code, version, fileHash: fileHashOf(built)!, author: 'an', approvedBy: 'binh' };
const said = {
  status,
  severity,
  clauses: [...clauses],
  params: [...params],
  tests: examples.map(({ title }) => title),
};
const published = { type: 'RuleVersionPublished', data: { ...publish, ...said } } as const;
const retire = { code, reason: 'văn bản hết hiệu lực', author: 'an', approvedBy: 'binh' };
const retired = { type: 'RuleRetired', data: retire } as const;

describe('a version of a rule is published', () => {
  it('with what the build says of it, once its examples hold', () => {
    given(publishedRule).when('PublishRule', publish).then(published);
  });
  it('not by its author alone', () => {
    given(publishedRule)
      .when('PublishRule', { ...publish, approvedBy: 'an' })
      .refused('a rule of their own');
  });
  it('not when this build does not have it', () => {
    given(publishedRule)
      .when('PublishRule', { ...publish, version: 99 })
      .refused('no such version');
  });
  it('not with the hash of another file', () => {
    given(publishedRule)
      .when('PublishRule', { ...publish, fileHash: 'ab'.repeat(32) })
      .refused('another hash');
  });
  it('once', () => {
    given(publishedRule, published).when('PublishRule', publish).refused('published already');
  });
});

describe('a rule is retired', () => {
  it('by two persons', () => {
    given(publishedRule, published).when('RetireRule', retire).then(retired);
    given(publishedRule, published)
      .when('RetireRule', { ...retire, approvedBy: 'an' })
      .refused('a rule of their own');
  });
  it('once', () => {
    given(publishedRule, published, retired).when('RetireRule', retire).refused('out of force');
  });
  it('not before it was published', () => {
    given(publishedRule).when('RetireRule', retire).refused('never published');
  });
});

it('every rule of the build has its hash, and every hash its rule', () => {
  expect(Object.keys(ruleHashes)).toEqual(ruleVersions.map(versionName).sort());
});
