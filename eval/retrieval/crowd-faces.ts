import type { Language } from '../case-file/languages.ts';
import { snake, upper } from './words.ts';

/** A function of no interest: what it is called, what it works on, and what it calls of others. */
export type Work = {
  readonly name: string;
  readonly input: string;
  readonly limit: number;
  readonly calls: readonly Called[];
};

/** A name of the case that the crowd uses. */
export type Called = { readonly name: string; readonly isType: boolean };

/** Where a crowd file stands and what it is about. */
export type Site = { readonly name: string; readonly folder: string; readonly uses: string };

export type Face = {
  readonly ending: string;
  readonly namesFile: (name: string) => string;
  readonly work: (work: Work) => string;
  /** What a file of works around them starts and ends with. `opening` is the package line of the used file. */
  readonly opens: (site: Site, called: readonly Called[], opening: string) => string;
  readonly closes: string;
  /** Where the habits of the language put the tests of a file. */
  readonly testPath: (folder: string, stem: string) => string;
};

type Words = {
  readonly head: (work: Work) => string;
  /** Lines of the body after the head; `{call}` lines stand before the last one. */
  readonly body: (work: Work) => readonly string[];
  readonly call: (called: Called, work: Work) => string;
  readonly end: string;
  readonly indent: string;
};

/** A body of a dozen lines, and a call of each name in the middle of it. */
function written({ head, body, call, end, indent }: Words): (work: Work) => string {
  return (work) => {
    const lines = body(work);
    const calls = work.calls.map((called) => call(called, work));
    const inner = [...lines.slice(0, -1), ...calls, ...lines.slice(-1)].map((line) => `${indent}${line}`);
    return [head(work), ...inner, ...(end === '' ? [] : [end])].join('\n');
  };
}

const braces = (input: string, limit: number, end: string): string[] => [
  `for (const ${input} of ${input}s) {`,
  `  if (${input} <= 0) continue${end}`,
  `  const scaled = Math.round(${input} * 1.${limit})${end}`,
  `  if (scaled > limit) {`,
  `    kept.push(limit)${end}`,
  `    continue${end}`,
  '  }',
  `  kept.push(scaled)${end}`,
  '}',
];

const script = (types: boolean): Face => ({
  ending: types ? 'ts' : 'js',
  namesFile: (name) => name,
  work: written({
    head: ({ name, input, limit }) =>
      types
        ? `export function ${name}(${input}s: number[], limit = ${limit}): number[] {`
        : `export function ${name}(${input}s, limit = ${limit}) {`,
    body: ({ input, limit }) => [
      `const kept${types ? ': number[]' : ''} = [];`,
      ...braces(input, limit, ';'),
      'return kept.slice(0, limit);',
    ],
    call: ({ name, isType }) => (isType ? `record(new ${name}(kept));` : `record(${name}(kept, limit));`),
    end: '}',
    indent: '  ',
  }),
  opens: ({ uses }, called) =>
    called.length === 0
      ? ''
      : `import { ${called.map(({ name }) => name).join(', ')} } from './${uses}${types ? '' : '.js'}';\n\n`,
  closes: '',
  testPath: (folder, stem) => `${folder}/${stem}.test.${types ? 'ts' : 'js'}`,
});

/** `a/b` under `root`, without the folder of the sources: `src/main/java/com/acme` to `src/test/java/com/acme`. */
const inTests = (folder: string): string =>
  folder.includes('/main/') ? folder.replace('/main/', '/test/') : 'tests';

const inClass = (head: string) => (site: Site, _called: readonly Called[], opening: string) =>
  `${opening === '' ? '' : `${opening}\n\n`}${head.replace('$', upper(site.name))}`;

/** How each language writes the crowd. Not meant to run: meant to be found, outlined and passed over. */
export const CROWD_FACES: Readonly<Record<Language, Face>> = {
  typescript: script(true),
  javascript: script(false),
  python: {
    ending: 'py',
    namesFile: snake,
    work: written({
      head: ({ name, input, limit }) => `def ${snake(name)}(${input}s, limit=${limit}):`,
      body: ({ input, limit }) => [
        'kept = []',
        `for ${input} in ${input}s:`,
        `    if ${input} <= 0:`,
        '        continue',
        `    scaled = round(${input} * 1.${limit})`,
        '    if scaled > limit:',
        '        kept.append(limit)',
        '        continue',
        '    kept.append(scaled)',
        'return kept[:limit]',
      ],
      call: ({ name }) => `record(${name}(kept, limit))`,
      end: '',
      indent: '    ',
    }),
    opens: ({ uses }, called) =>
      called.length === 0 ? '' : `from .${uses} import ${called.map(({ name }) => name).join(', ')}\n\n\n`,
    closes: '',
    testPath: (_folder, stem) => `tests/test_${stem}.py`,
  },
  go: {
    ending: 'go',
    namesFile: snake,
    work: written({
      head: ({ name, input }) => `func ${name}(${input}s []int, limit int) []int {`,
      body: ({ input, limit }) => [
        'kept := []int{}',
        `for _, ${input} := range ${input}s {`,
        `\tif ${input} <= 0 {`,
        '\t\tcontinue',
        '\t}',
        `\tscaled := ${input} * ${limit} / 10`,
        '\tif scaled > limit {',
        '\t\tscaled = limit',
        '\t}',
        '\tkept = append(kept, scaled)',
        '}',
        'return kept',
      ],
      call: ({ name, isType }) => (isType ? `record(&${name}{}, kept)` : `record(${name}(kept, limit))`),
      end: '}',
      indent: '\t',
    }),
    opens: (_site, _called, opening) => `${opening}\n\n`,
    closes: '',
    testPath: (folder, stem) => `${folder}/${stem}_test.go`,
  },
  java: {
    ending: 'java',
    namesFile: upper,
    work: written({
      head: ({ name, input }) => `    List<Integer> ${name}(List<Integer> ${input}s, int limit) {`,
      body: ({ input, limit }) => [
        'var kept = new ArrayList<Integer>();',
        `for (var ${input} : ${input}s) {`,
        `    if (${input} <= 0) continue;`,
        `    var scaled = ${input} * ${limit} / 10;`,
        '    if (scaled > limit) {',
        '        scaled = limit;',
        '    }',
        '    kept.add(scaled);',
        '}',
        'return kept;',
      ],
      call: ({ name, isType }) =>
        isType ? `record(new ${name}(), kept);` : `record(shared.${name}(kept, limit));`,
      end: '    }',
      indent: '        ',
    }),
    opens: inClass('class $ {\n'),
    closes: '}\n',
    testPath: (folder, stem) => `${inTests(folder)}/${stem}Test.java`,
  },
  kotlin: {
    ending: 'kt',
    namesFile: upper,
    work: written({
      head: ({ name, input }) => `    fun ${name}(${input}s: List<Int>, limit: Int): List<Int> {`,
      body: ({ input, limit }) => [
        'val kept = mutableListOf<Int>()',
        `for (${input} in ${input}s) {`,
        `    if (${input} <= 0) continue`,
        `    val scaled = ${input} * ${limit} / 10`,
        '    if (scaled > limit) {',
        '        kept.add(limit)',
        '        continue',
        '    }',
        '    kept.add(scaled)',
        '}',
        'return kept',
      ],
      call: ({ name, isType }) => (isType ? `record(${name}(kept))` : `record(shared.${name}(kept, limit))`),
      end: '    }',
      indent: '        ',
    }),
    opens: inClass('class $ {\n'),
    closes: '}\n',
    testPath: (folder, stem) => `${inTests(folder)}/${stem}Test.kt`,
  },
  rust: {
    ending: 'rs',
    namesFile: snake,
    work: written({
      head: ({ name, input }) => `pub fn ${snake(name)}(${input}s: &[i64], limit: i64) -> Vec<i64> {`,
      body: ({ input, limit }) => [
        'let mut kept = Vec::new();',
        `for ${input} in ${input}s {`,
        `    if *${input} <= 0 {`,
        '        continue;',
        '    }',
        `    let scaled = ${input} * ${limit} / 10;`,
        '    if scaled > limit {',
        '        kept.push(limit);',
        '        continue;',
        '    }',
        '    kept.push(scaled);',
        '}',
        'kept',
      ],
      call: ({ name, isType }) =>
        isType ? `record(${name}::from(&kept));` : `record(${name}(&kept, limit));`,
      end: '}',
      indent: '    ',
    }),
    opens: ({ uses }, called) => {
      const from = ['lib', 'main', 'mod'].includes(uses) ? 'crate' : `super::${uses}`;
      return called.length === 0 ? '' : `use ${from}::{${called.map(({ name }) => name).join(', ')}};\n\n`;
    },
    closes: '',
    testPath: (_folder, stem) => `tests/${stem}_test.rs`,
  },
  c: {
    ending: 'c',
    namesFile: snake,
    work: written({
      head: ({ name, input }) => `int ${snake(name)}(const int *${input}s, int count, int limit)\n{`,
      body: ({ input, limit }) => [
        'int kept = 0;',
        'for (int i = 0; i < count; i++) {',
        `    int ${input} = ${input}s[i];`,
        `    if (${input} <= 0)`,
        '        continue;',
        `    int scaled = ${input} * ${limit} / 10;`,
        '    if (scaled > limit)',
        '        scaled = limit;',
        '    kept += scaled;',
        '}',
        'return kept;',
      ],
      call: ({ name, isType }) => (isType ? `record(sizeof(${name}));` : `record(${name}(kept, limit));`),
      end: '}',
      indent: '    ',
    }),
    opens: ({ uses }, called) => (called.length === 0 ? '' : `#include "${uses}.h"\n\n`),
    closes: '',
    testPath: (_folder, stem) => `tests/test_${stem}.c`,
  },
  csharp: {
    ending: 'cs',
    namesFile: upper,
    work: written({
      head: ({ name, input }) => `    List<int> ${upper(name)}(List<int> ${input}s, int limit)\n    {`,
      body: ({ input, limit }) => [
        'var kept = new List<int>();',
        `foreach (var ${input} in ${input}s)`,
        '{',
        `    if (${input} <= 0) continue;`,
        `    var scaled = ${input} * ${limit} / 10;`,
        '    if (scaled > limit)',
        '    {',
        '        scaled = limit;',
        '    }',
        '    kept.Add(scaled);',
        '}',
        'return kept;',
      ],
      call: ({ name, isType }) =>
        isType ? `Record(new ${name}(), kept);` : `Record(shared.${name}(kept, limit));`,
      end: '    }',
      indent: '        ',
    }),
    opens: inClass('class $\n{\n'),
    closes: '}\n',
    testPath: (_folder, stem) => `tests/${stem}Tests.cs`,
  },
  ruby: {
    ending: 'rb',
    namesFile: snake,
    work: written({
      head: ({ name, input, limit }) => `  def ${snake(name)}(${input}s, limit = ${limit})`,
      body: ({ input, limit }) => [
        'kept = []',
        `${input}s.each do |${input}|`,
        `  next if ${input} <= 0`,
        `  scaled = (${input} * 1.${limit}).round`,
        '  if scaled > limit',
        '    kept << limit',
        '    next',
        '  end',
        '  kept << scaled',
        'end',
        'kept.first(limit)',
      ],
      call: ({ name, isType }) =>
        isType ? `record(${name}.new(kept))` : `record(shared.${name}(kept, limit))`,
      end: '  end',
      indent: '    ',
    }),
    opens: ({ name, uses }, called) =>
      `${called.length === 0 ? '' : `require_relative '${uses}'\n\n`}module ${upper(name)}\n`,
    closes: 'end\n',
    testPath: (_folder, stem) => `spec/${stem}_spec.rb`,
  },
  php: {
    ending: 'php',
    namesFile: upper,
    work: written({
      head: ({ name, input, limit }) =>
        `    public function ${name}(array $${input}s, int $limit = ${limit}): array\n    {`,
      body: ({ input, limit }) => [
        '$kept = [];',
        `foreach ($${input}s as $${input}) {`,
        `    if ($${input} <= 0) {`,
        '        continue;',
        '    }',
        `    $scaled = intdiv($${input} * ${limit}, 10);`,
        '    if ($scaled > $limit) {',
        '        $scaled = $limit;',
        '    }',
        '    $kept[] = $scaled;',
        '}',
        'return $kept;',
      ],
      call: ({ name, isType }) =>
        isType ? `$this->record(new ${name}($kept));` : `$this->record($shared->${name}($kept, $limit));`,
      end: '    }',
      indent: '        ',
    }),
    opens: (site, called, opening) => `<?php\n\n${inClass('final class $\n{\n')(site, called, opening)}`,
    closes: '}\n',
    testPath: (_folder, stem) => `tests/${stem}Test.php`,
  },
  swift: {
    ending: 'swift',
    namesFile: upper,
    work: written({
      head: ({ name, input }) => `    func ${name}(_ ${input}s: [Int], limit: Int) -> [Int] {`,
      body: ({ input, limit }) => [
        'var kept: [Int] = []',
        `for ${input} in ${input}s {`,
        `    if ${input} <= 0 { continue }`,
        `    let scaled = ${input} * ${limit} / 10`,
        '    if scaled > limit {',
        '        kept.append(limit)',
        '        continue',
        '    }',
        '    kept.append(scaled)',
        '}',
        'return kept',
      ],
      call: ({ name, isType }) => (isType ? `record(${name}(kept))` : `record(shared.${name}(kept, limit))`),
      end: '    }',
      indent: '        ',
    }),
    opens: inClass('final class $ {\n'),
    closes: '}\n',
    testPath: (_folder, stem) => `Tests/${stem}Tests.swift`,
  },
};
