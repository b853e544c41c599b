import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ruleLine } from '../../../src/core/report/rule-line.ts';

describe('the line of a finding that comes from a rule', () => {
  it.each([
    [
      'plain words',
      'Production code never sleeps; it waits for an event.',
      'Rule `no-sleep`: Production code never sleeps; it waits for an event.',
    ],
    [
      'several lines',
      'Never sleep.\n\nWait for\nan event.',
      'Rule `no-sleep`: Never sleep. Wait for an event.',
    ],
    [
      'globs and names',
      'As in src/** and __init__.',
      'Rule `no-sleep`: As in src/\\*\\* and \\_\\_init\\_\\_.',
    ],
    ['code stays code', 'Call `close()`.', 'Rule `no-sleep`: Call `close()`.'],
  ])('%s', (_what, text, line) => {
    expect(ruleLine({ id: 'no-sleep', text })).toBe(line);
  });

  it('tells the first 300 characters of long words', () => {
    const line = ruleLine({ id: 'a', text: 'word '.repeat(150) });
    expect(line).toMatch(/^Rule `a`: word .*…$/);
    expect(line.length).toBeLessThanOrEqual('Rule `a`: '.length + 300);
    expect(ruleLine({ id: 'a', text: 'x'.repeat(300) })).toBe(`Rule \`a\`: ${'x'.repeat(300)}`);
  });

  it('is one line that notifies nobody, whatever the words are', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('@mona', '<!-- x -->', '![a](http://x)', '/merge\n# a', '#1'),
    );
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (parts) => {
        const line = ruleLine({ id: 'a', text: parts.join(' ') });
        expect(line).not.toMatch(/[\n\r]|<!--|!\[|(?<![\w`&#;\u200b\\])@mona/);
      }),
    );
  });
});
