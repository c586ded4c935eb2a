// npm run mutate [-- V-28 …]: changes each rule's own code in one place at a time and sees whether its examples notice.
// Prints the changes that none noticed, and exits with 1 where there is one.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import 'reflect-metadata';
import { mutantsOf } from './mutants.mjs';
import { failureOf } from '../../dist/libs/capabilities/src/violations/examples.js';
import { rules } from '../../dist/libs/capabilities/src/violations/rules/index.js';

const built = join(import.meta.dirname, '../../dist/libs/capabilities/src/violations/rules');
const workshop = join(built, `mutants-${process.pid}`);
const asked = process.argv.slice(2);
let made = 0;
const survivors = [];

/** Whether an example of the rule fails, also by a mutant that throws or does not end. */
function isNoticed(rule) {
  try {
    return rule.examples.some((example) => failureOf(rule, example, rules) !== undefined);
  } catch {
    return true; // what throws is noticed
  }
}

async function tried(code, name, mutant, number) {
  const file = join(workshop, `${name}-${number}.js`);
  writeFileSync(file, mutant.text.replaceAll(/from '(\.\.?\/)/g, "from '../$1"));
  let exported;
  try {
    exported = await import(pathToFileURL(file).href);
  } catch {
    return true; // what does not load is noticed
  }
  return isNoticed(Object.values(exported).find((value) => value?.code === code));
}

mkdirSync(workshop);
process.on('exit', () => rmSync(workshop, { recursive: true, force: true }));
for (const { code } of rules.filter((rule) => asked.length === 0 || asked.includes(rule.code))) {
  const name = code.toLowerCase();
  const mutants = mutantsOf(readFileSync(join(built, `${name}.js`), 'utf8'));
  const left = [];
  for (const [number, mutant] of mutants.entries()) if (!(await tried(code, name, mutant, number))) left.push(mutant);
  made += mutants.length;
  survivors.push(...left);
  console.log(`${code}: ${mutants.length} changes, ${left.length} not noticed`);
  for (const { line, what } of left) console.log(`  dist/…/${name}.js:${line}  ${what}`);
}
console.log(`${made} changes, ${survivors.length} not noticed by any example`);
process.exitCode = made > 0 && survivors.length === 0 ? 0 : 1;
