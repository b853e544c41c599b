import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseTrigger } from '../../../src/core/trigger/parse.ts';
import { ReviewError } from '../../../src/errors.ts';

const pullEvent = (action: string, name = 'pull_request') => ({
  name,
  payload: { action, number: 7, pull_request: { number: 7, title: 'any' } },
});

describe('pull request events', () => {
  it.each(['opened', 'synchronize', 'reopened', 'ready_for_review', 'labeled', 'review_requested'])(
    '%s is reviewed, and obeys the skip rules',
    (action) => {
      for (const name of ['pull_request', 'pull_request_target']) {
        expect(parseTrigger(pullEvent(action, name), {})).toEqual({
          kind: 'review',
          pulls: [7],
          automatic: true,
          cause: `${name} (${action})`,
        });
      }
    },
  );

  it.each(['closed', 'edited', 'assigned', 'unlabeled', 'converted_to_draft'])(
    '%s is ignored, with a reason',
    (action) => {
      expect(parseTrigger(pullEvent(action), {})).toEqual({
        kind: 'ignored',
        reason: expect.stringContaining(`pull_request (${action})`),
      });
    },
  );

  it('shows no strange text of an unknown action', () => {
    const trigger = parseTrigger(pullEvent('<img src=x>\n::error::'), {});
    expect(trigger).toMatchObject({ kind: 'ignored', reason: expect.not.stringMatching(/[<\n]|::/) });
  });

  it('review what pr asks for, when it asks', () => {
    expect(parseTrigger(pullEvent('opened'), { pr: '9' })).toMatchObject({ pulls: [9], automatic: true });
  });
});

describe('a dispatch', () => {
  it.each([
    ['the input pr', { pr: '12' }, null, [12]],
    ['a number with a hash', { pr: ' #12 ' }, null, [12]],
    ['several', { pr: '12, 34' }, null, [12, 34]],
    ['several, spaced and repeated', { pr: '#34 12,34;56' }, null, [34, 12, 56]],
    ['its own payload', {}, { pr: '12, #13' }, [12, 13]],
    ['a number in its payload', {}, { pr: 12 }, [12]],
    ['the input rather than its payload', { pr: '1' }, { pr: '2' }, [1]],
  ])('reads the pull requests from %s', (_what, inputs, payloadInputs, pulls) => {
    const event = { name: 'workflow_dispatch', payload: { inputs: payloadInputs } };
    expect(parseTrigger(event, inputs)).toEqual({
      kind: 'review',
      pulls,
      automatic: false,
      cause: 'workflow_dispatch',
    });
  });

  it('reviews the pull request asked for, whatever else the payload mentions', () => {
    const payload = { inputs: { pr: '12' }, pull_request: { number: 99 } };
    expect(parseTrigger({ name: 'workflow_dispatch', payload }, {})).toMatchObject({ pulls: [12] });
  });

  it.each([[{ inputs: null }], [{ inputs: {} }], [{}], [{ inputs: { pr: ' ' } }]])(
    'without pr names the missing input: %j',
    (payload) => {
      expect(() => parseTrigger({ name: 'workflow_dispatch', payload }, {})).toThrow(
        expect.objectContaining({ code: 'INPUT_INVALID', message: expect.stringContaining('input pr') }),
      );
    },
  );

  it.each([
    '0',
    '-1',
    'twelve',
    '1.5',
    '12a',
    '12345678901',
    'https://example.com/pull/12',
    ',',
    '##1',
    '1e3',
  ])('refuses %j by name', (pr) => {
    expect(() => parseTrigger({ name: 'workflow_dispatch', payload: {} }, { pr })).toThrow(
      expect.objectContaining({ code: 'INPUT_INVALID', message: expect.stringContaining('input pr') }),
    );
  });

  it('bounds how many one run takes', () => {
    const pr = Array.from({ length: 21 }, (_, index) => index + 1).join(',');
    expect(() => parseTrigger({ name: 'workflow_dispatch', payload: {} }, { pr })).toThrow(
      /21 pull requests; at most 20/,
    );
  });
});

describe('other events', () => {
  it.each(['issue_comment', 'pull_request_review_comment'])(
    '%s is ignored: no commands in this release',
    (name) => {
      expect(parseTrigger({ name, payload: { comment: { body: '/review' } } }, {})).toEqual({
        kind: 'ignored',
        reason: expect.stringContaining('Comment commands are not in this release'),
      });
    },
  );

  it.each([
    ['schedule', true],
    ['push', true],
    ['repository_dispatch', false],
    ['issue_comment', false],
  ])('%s with pr is reviewed; obeys the skip rules: %j', (name, automatic) => {
    expect(parseTrigger({ name, payload: null }, { pr: '5' })).toEqual({
      kind: 'review',
      pulls: [5],
      automatic,
      cause: name,
    });
  });

  it.each(['push', 'schedule', 'merge_group', ''])('%j without pr is refused with the way out', (name) => {
    expect(() => parseTrigger({ name, payload: {} }, {})).toThrow(
      expect.objectContaining({ code: 'EVENT_UNSUPPORTED', remedy: expect.stringContaining('pr') }),
    );
  });
});

describe('a payload that is not what GitHub documents', () => {
  it.each([
    [null, 'its payload'],
    ['text', 'its payload'],
    [{}, 'action'],
    [{ action: 5 }, 'action'],
    [{ action: 'opened' }, 'pull_request'],
    [{ action: 'opened', pull_request: { number: 'seven' } }, 'pull_request.number'],
    [{ action: 'opened', pull_request: { number: 0 } }, 'pull_request.number'],
  ])('%j is refused and names %s', (payload, field) => {
    expect(() => parseTrigger({ name: 'pull_request', payload }, {})).toThrow(
      expect.objectContaining({
        code: 'EVENT_UNSUPPORTED',
        message: expect.stringMatching(
          new RegExp(`read: ${field} is (missing or of another kind|not what GitHub documents)\\.`),
        ),
      }),
    );
  });

  it('never ends in anything but a trigger, a reason or a ReviewError', () => {
    const names = ['pull_request', 'pull_request_target', 'workflow_dispatch', 'issue_comment', 'push'];
    const anyPayload = fc.oneof(fc.anything(), fc.record({ action: fc.anything(), inputs: fc.anything() }));
    fc.assert(
      fc.property(fc.constantFrom(...names), anyPayload, fc.string(), (name, payload, pr) => {
        try {
          expect(['review', 'ignored']).toContain(parseTrigger({ name, payload }, { pr }).kind);
        } catch (error) {
          if (!(error instanceof ReviewError)) throw error;
        }
      }),
    );
  });
});
