import type { ToolSpec } from '../prompt/request.ts';

/**
 * What the model may ask, in an order that never changes: this text stands at the start of every prompt, and what
 * changes there is paid for again by all that follows. The schemas keep to Moonshot's dialect.
 */
export const LOOKUP_TOOLS: readonly ToolSpec[] = [
  {
    name: 'read_lines',
    description:
      'Reads lines of one file of the repository, with their numbers: at the head revision (after the change) or at the base revision (before it). At most 400 lines at once.',
    parameters: parameters({
      path: text('Path of the file from the root of the repository, such as src/main.ts.'),
      first: line('First line to read, from 1.'),
      last: line('Last line to read, included.'),
      revision: {
        type: 'string',
        enum: ['head', 'base'],
        description: 'head: after the change. base: before it.',
      },
    }),
  },
  {
    name: 'find_definition',
    description:
      'Finds where a function, method, type, class or constant is defined at the head revision, and shows its code.',
    parameters: parameters({ name: text('The name alone, as code writes it, such as parseDate.') }),
  },
  {
    name: 'find_references',
    description:
      'Lists the lines of the repository in which a name stands as a whole word, at the head revision.',
    parameters: parameters({ name: text('The name alone, as code writes it, such as parseDate.') }),
  },
  {
    name: 'search',
    description:
      'Lists the lines of the repository that contain a text, letter by letter, at the head revision. Lock files, minified code, maps, snapshots and vendored packages are not searched.',
    parameters: parameters(
      {
        text: text('What the line must contain: 3 to 200 characters, no pattern.'),
        under: text('A folder to stay in, such as src/server. Leave it out for the whole repository.'),
      },
      ['text'],
    ),
  },
  {
    name: 'line_history',
    description: 'Lists the commits that changed one line of a file, the latest first, with their subjects.',
    parameters: parameters({
      path: text('Path of the file from the root of the repository.'),
      line: line('Number of the line at the head revision, from 1.'),
    }),
  },
];

type Properties = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function parameters(properties: Properties, required = Object.keys(properties)): ToolSpec['parameters'] {
  return { type: 'object', properties, required, additionalProperties: false };
}

function text(description: string) {
  return { type: 'string', description };
}

function line(description: string) {
  return { type: 'integer', minimum: 1, description };
}
