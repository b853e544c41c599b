import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { acceptancePoints } from '../../../src/core/context/acceptance.ts';

const open = (text: string) => ({ text, done: false });
const ticked = (text: string) => ({ text, done: true });

describe('what a ticket asks for', () => {
  it.each([
    [
      'bullets below a heading',
      '## Acceptance criteria\n\n- one\n* two\n+ three',
      [open('one'), open('two'), open('three')],
    ],
    ['numbers below a heading', '# Acceptance Criteria:\n1. one\n2) two', [open('one'), open('two')]],
    [
      'a task list below a heading',
      '### ✅ Definition of Done\n- [x] one\n- [ ] two',
      [ticked('one'), open('two')],
    ],
    ['a bold line as heading', '**Acceptance criteria**\n- one', [open('one')]],
    ['a line by itself as heading', 'Acceptance criteria:\n- one', [open('one')]],
    ['an underlined heading', 'Requirements\n------------\n- one', [open('one')]],
    [
      'only what stands below that heading',
      '- zero\n## Acceptance criteria\n- one\n## Notes\n- two',
      [open('one')],
    ],
    [
      'smaller headings within it',
      '## Acceptance criteria\n### Cart\n- one\n### Export\n- two',
      [open('one'), open('two')],
    ],
    ['a nested list', '## Done when\n- one\n  - one, in detail', [open('one'), open('one, in detail')]],
    ['a point on several lines', '## Acceptance\n- one\n  goes on\n\nNot this.', [open('one goes on')]],
    [
      'the task list of a ticket without such a heading',
      'Text\n- plain\n- [ ] one\n- [X] two',
      [open('one'), ticked('two')],
    ],
    ['nothing in plain lists', '- one\n- two', []],
    ['nothing in prose', 'The acceptance criteria are clear.', []],
    [
      'nothing in code, comments and quotations',
      '## Acceptance criteria\n```\n- code\n```\n<!--\n- [ ] hint\n-->\n> - said',
      [],
    ],
    ['no empty points', '## Acceptance criteria\n- [ ] \n- one', [open('one')]],
    ['lines that end as Windows ends them', '## Acceptance criteria\r\n- [x] one\r\n', [ticked('one')]],
  ])('%s', (_what, body, points) => expect(acceptancePoints(body)).toEqual(points));

  it('shortens a long point, and a long list', () => {
    const points = acceptancePoints(`## Acceptance criteria\n${`- ${'x'.repeat(900)}\n`.repeat(90)}`);
    expect(points).toHaveLength(40);
    expect(points[0]?.text).toMatch(/^x{400} \(shortened\)$/);
  });

  it('reads whatever strangers write', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom('## Acceptance criteria', '- [ ] a', '```', '~~~', '<!--', '-->', '> q', '1. b', '**'),
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        for (const { text } of acceptancePoints(lines.join('\n'))) expect(text).not.toMatch(/^$|\n/);
      }),
    );
  });
});
