import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const LICENSE_FILE = /^(licen[cs]e|copying|notice)/i;

const MANIFEST = z.object({ name: z.string(), version: z.string(), license: z.string().optional() });

/** The licences of every package of which something is in the bundles, by name, as the packages give them. */
export function collectLicenses(root: string, inputs: ReadonlySet<string>): string {
  const folders = [...new Set([...inputs].flatMap((input) => packageFolder(input) ?? []))];
  const sections = folders.map((folder) => licenseSection(root, folder)).sort(byText);
  return `Kimi Review bundles the packages below, each under its own licence.\n\n${sections.join('\n')}${GRAMMARS}`;
}

/** The package of grammars carries its own licence only; it compiles these, which name theirs. */
const GRAMMARS = `The files in grammars/ are compressed copies of web-tree-sitter's parser and of the grammars that
@repomix/tree-sitter-wasms compiles from tree-sitter-c, -c-sharp, -cpp, -go, -java, -javascript, -php, -python,
-ruby, -rust, -swift and -typescript, each under the MIT licence of its authors.
`;

/** `node_modules/@scope/name` of a bundled file, nested packages included; null for a file of ours. */
function packageFolder(input: string): string | null {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? null;
}

const RULE_CHARACTERS = 80;

function licenseSection(root: string, folder: string): string {
  const manifest = MANIFEST.parse(JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')));
  const files = existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : [];
  const texts = files
    .filter((file) => LICENSE_FILE.test(file))
    .sort(byText)
    .map((file) =>
      readFileSync(join(root, folder, file), 'utf8')
        .replaceAll('\r\n', '\n')
        .trim(),
    );
  const text = texts.length > 0 ? texts.join('\n\n') : 'The package carries no licence file.';
  const heading = `${manifest.name}@${manifest.version} (${manifest.license ?? 'see below'})`;
  return `${heading}\n${'-'.repeat(RULE_CHARACTERS)}\n${text}\n\n`;
}

/** By code unit, so that the order does not depend on the machine's language. */
function byText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
