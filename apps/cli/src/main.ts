#!/usr/bin/env node
import { ledgerProgram } from './program.js';
import { terminal } from './terminal.js';
import { Failure, exitCodes } from './told.js';

// Whoever reads the result may stop reading, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? exitCodes.done : exitCodes.failed);
});

try {
  const program = await ledgerProgram(terminal, (exitCode) => (process.exitCode = exitCode), process.argv[2]);
  await program.parseAsync();
} catch (error) {
  process.exitCode = error instanceof Failure ? error.exitCode : exitCodes.failed;
  terminal.err(error instanceof Failure ? error.message : error instanceof Error ? error.stack! : String(error));
}
