import { describe, expect, it } from '@jest/globals';
import { FILE_ROWS, fileSchema, INPUT_ROWS, ROWS, SECRET_NAMES } from '../../../src/core/settings/table.ts';

describe('the table of settings', () => {
  it('names every setting once, in kebab-case', () => {
    const names = ROWS.map((row) => row.name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)?$/);
  });

  it.each(ROWS.map((row) => [row.name, row] as const))(
    'the default of %s is a value it accepts',
    (_name, row) => {
      if (row.default !== null) expect(row.schema.safeParse(row.default).success).toBe(true);
    },
  );

  it.each(INPUT_ROWS.map((row) => [row.name, row] as const))(
    'the default of the input %s can be written as text',
    (_name, row) => {
      if (row.default === null || typeof row.default === 'object') return;
      expect(row.schema.parse(row.fromText(String(row.default)))).toBe(row.default);
    },
  );

  it('keeps keys, tokens, addresses and raw fields out of the file', () => {
    const inFile = FILE_ROWS.map((row) => row.name);
    for (const name of [...SECRET_NAMES, 'base-url', 'extra-body', 'pr', 'dry-run', 'config', 'artifact']) {
      expect(inFile).not.toContain(name);
    }
  });

  it('gives one strict schema for the file', () => {
    const schema = fileSchema();
    expect(schema.safeParse({ model: 'a', skip: { drafts: false } }).success).toBe(true);
    expect(schema.safeParse({ 'kimi-api-key': 'a' }).success).toBe(false);
    expect(schema.safeParse({ skip: { draft: false } }).success).toBe(false);
  });
});
