import type { Finding } from '../../../src/core/findings/finding.ts';

export function finding(fields: Partial<Finding> = {}): Finding {
  return {
    path: 'src/a.ts',
    side: 'RIGHT',
    claimedLine: null,
    severity: 'major',
    category: 'bug',
    confidence: 'high',
    title: 'The total is wrong',
    body: 'When the list is empty the sum is NaN.',
    quote: '',
    suggestion: null,
    pack: 1,
    ...fields,
  };
}
