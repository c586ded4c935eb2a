import { ruleHashes } from './rules/hashes.js';
import { otherVersions, rules } from './rules/index.js';

/** A rule of this build. */
export type BuiltRule = (typeof rules)[number];

/** Every version of every rule that this build has: those that judge, and the others. */
export const ruleVersions: readonly BuiltRule[] = [...rules, ...otherVersions];

/** How a version of a rule is called: `V-28@1`. */
export const versionName = ({ code, version }: Pick<BuiltRule, 'code' | 'version'>) => `${code}@${version}`;

/** The hash of a rule version's file; `undefined` where the build does not have it. */
export const fileHashOf = (rule: Pick<BuiltRule, 'code' | 'version'>): string | undefined =>
  ruleHashes[versionName(rule)];
