import { spawn } from 'node:child_process';

/** Milliseconds from the start of a process to its end. How it ends does not matter. */
export async function processMs(
  script: string,
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  const startedAt = performance.now();
  await new Promise<void>((resolve, reject) => {
    const env = { PATH: process.env['PATH'] ?? '', ...environment };
    const child = spawn(process.execPath, [script], { env, stdio: 'ignore' });
    child.on('error', reject);
    child.on('close', () => resolve());
  });
  return performance.now() - startedAt;
}
