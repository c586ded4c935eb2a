import { Command } from 'commander';
import { importCommand } from './import.js';
import { permissionsCommand } from './permissions.js';
import { rebuildCommand } from './rebuild.js';
import { drillCommand } from './drill.js';
import { evidenceCommand } from './evidence.js';
import { verifyCommand } from './verify.js';
import { witnessCommand } from './witness.js';
import { keysCommand } from './keys.js';
import { replayCommand } from './replay.js';
import { rulesCommand } from './rules.js';
import type { End, Terminal } from './terminal.js';
import { obligationsCommand } from './obligations.js';
import { violationsCommand } from './violations.js';

/** The `ledger` command with its verbs. What a verb needs is loaded when it is called; `verb` says which will be. */
export async function ledgerProgram(terminal: Terminal, end: End, verb?: string): Promise<Command> {
  const program = new Command('ledger')
    .description(
      'Sổ nhật ký truy cập dữ liệu dân cư: nhập sự kiện, xem lại, tìm vi phạm.\n' +
        'The access ledger of the population database: import events, replay them, find violations.',
    )
    .helpOption('-h, --help', 'trợ giúp · help')
    .helpCommand(false)
    .configureOutput({
      writeOut: (text) => terminal.out(text.trimEnd()),
      writeErr: (text) => terminal.err(text.trimEnd()),
    })
    .showHelpAfterError('(--help: trợ giúp · help)');
  for (const add of [
    importCommand,
    replayCommand,
    violationsCommand,
    obligationsCommand,
    permissionsCommand,
    rebuildCommand,
    verifyCommand,
    drillCommand,
    evidenceCommand,
    witnessCommand,
    keysCommand,
    rulesCommand,
  ]) {
    add(program, terminal, end);
  }
  if (!program.commands.some((command) => command.name() === verb)) {
    const { demoCommand } = await import('./demo/demo.js');
    demoCommand(program, terminal);
  }
  return program;
}
