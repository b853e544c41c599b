import { info, warning } from '@actions/core';
import type { Log } from '../ports.ts';

/** Progress in the log of the job. Warnings become annotations, which people see without opening the log. */
export const runnerLog: Log = {
  step: (text) => info(`\u25b8 ${text}`),
  info: (text) => info(`  ${text}`),
  warn: (text) => warning(text, { title: 'Kimi Review' }),
};
