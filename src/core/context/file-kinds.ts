import { extensionOf, nameOf } from './languages.ts';

/** What a file is for, by its name: where keys are defined, where people are told, or neither. */
export type FileKind = 'settings' | 'schema' | 'prose' | 'code';

const KINDS: Readonly<Record<FileKind, readonly string[]>> = {
  settings:
    'yaml yml json jsonc json5 toml ini cfg conf properties env xml tf tfvars hcl plist resx strings arb po neon'.split(
      ' ',
    ),
  schema: 'sql prisma proto graphql gql graphqls avsc xsd thrift dbml'.split(' '),
  prose: 'md mdx rst adoc txt'.split(' '),
  code: [],
};

const BY_EXTENSION = new Map(
  (['settings', 'schema', 'prose'] as const).flatMap((kind) =>
    KINDS[kind].map((extension): [string, FileKind] => [extension, kind]),
  ),
);

export function fileKindOf(path: string): FileKind {
  const name = nameOf(path);
  if (/^\.env(?:\.|$)|^Dockerfile|^docker-compose|^Procfile/.test(name)) return 'settings';
  // Migrations are schema, whatever they are written in.
  if (name === 'schema.rb' || /(?:^|\/)(?:migrations?|migrate)\//i.test(path)) return 'schema';
  return BY_EXTENSION.get(extensionOf(path)) ?? 'code';
}
