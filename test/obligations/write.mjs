// Tries every duty on a real server and writes docs/obligations.md out of what came of it.
import { run } from 'jest';

process.env.WRITE_OBLIGATIONS = '1';
await run(['test/obligations']);
