import { EXIT } from './cli/exit-codes.ts';
import { runCommandLine } from './cli/program.ts';

process.exitCode = await runCommandLine(process);
// What was under way when Ctrl-C came must not hold the shell up.
if (process.exitCode === EXIT.interrupted) process.exit();
