import type { Language } from '../case-file/languages.ts';
import { ENDS, NOUNS, pick, snake, upper, VERBS } from './words.ts';

/** Files of a kind: so many that the whole repository never fits into the budgets that are measured. */
const FOLDERS = ['telemetry', 'loyalty', 'courier', 'ledger', 'catalogue', 'returns', 'forecast', 'kiosk'];
const FILES_PER_FOLDER = 40;
const FUNCTIONS_PER_FILE = 6;

type Work = {
  readonly name: string;
  readonly input: string;
  readonly limit: number;
  readonly calls: string | null;
};
type Unit = {
  readonly folder: string;
  readonly name: string;
  readonly works: readonly Work[];
  readonly uses: Use | null;
};
type Use = { readonly name: string; readonly work: string };
type Face = { readonly path: (unit: Unit) => string; readonly text: (unit: Unit) => string };

/**
 * Code nobody asks for, in the language of the case and with everyday words, so that a search for a common word
 * finds many places and precision means something. The same on every machine.
 */
export function backgroundFiles(language: Language): Record<string, string> {
  const face = FACES[language];
  const files: Record<string, string> = {};
  for (const [row, folder] of FOLDERS.entries()) {
    let previous: Unit | null = null;
    for (let column = 0; column < FILES_PER_FOLDER; column += 1) {
      const unit: Unit = unitAt(folder, row * FILES_PER_FOLDER + column, previous);
      files[face.path(unit)] = face.text(unit);
      previous = unit;
    }
  }
  return files;
}

function unitAt(folder: string, serial: number, previous: Unit | null): Unit {
  const [use] = previous?.works ?? [];
  const works = Array.from({ length: FUNCTIONS_PER_FILE }, (_work, index): Work => {
    const seed = serial * FUNCTIONS_PER_FILE + index;
    const noun = pick(NOUNS, seed * 7 + serial);
    return {
      name: `${pick(VERBS, seed * 3 + index)}${upper(noun)}${pick(ENDS, seed + serial)}`,
      input: noun,
      limit: 10 + (seed % 90),
      calls: index === 0 && use !== undefined ? use.name : null,
    };
  });
  const distinct = works.filter((work, index) => works.findIndex(({ name }) => name === work.name) === index);
  const name = `${pick(NOUNS, serial)}${upper(pick(VERBS, serial * 3))}${serial}`;
  const uses = previous === null || use === undefined ? null : { name: previous.name, work: use.name };
  return { folder, name, works: distinct, uses };
}

/** One function for each work, in the words of the language. */
function bodies(unit: Unit, write: (work: Work) => string): string {
  return unit.works.map(write).join('\n\n');
}

const script = (types: boolean): Face => {
  const typed = (name: string, type: string) => (types ? `${name}: ${type}` : name);
  return {
    path: ({ folder, name }) => `src/${folder}/${name}.${types ? 'ts' : 'js'}`,
    text: (unit) =>
      [
        ...(unit.uses === null
          ? []
          : [`import { ${unit.uses.work} } from './${unit.uses.name}${types ? '' : '.js'}';\n`]),
        bodies(
          unit,
          ({ name, input, limit, calls }) =>
            `export function ${name}(${typed(`${input}s`, 'number[]')}) {\n  const kept = ${input}s.filter((one) => one < ${limit});\n  if (kept.length === 0) return [];\n  const sum = kept.reduce((total, one) => total + one, 0);\n  return ${calls === null ? `kept.map((one) => one / sum)` : `${calls}(kept.map((one) => one / sum))`};\n}`,
        ),
        '',
      ].join('\n'),
  };
};

const FACES: Readonly<Record<Language, Face>> = {
  typescript: script(true),
  javascript: script(false),
  python: {
    path: ({ folder, name }) => `app/${folder}/${snake(name)}.py`,
    text: (unit) =>
      [
        ...(unit.uses === null
          ? []
          : [`from app.${unit.folder}.${snake(unit.uses.name)} import ${snake(unit.uses.work)}\n\n`]),
        bodies(
          unit,
          ({ name, input, limit, calls }) =>
            `def ${snake(name)}(${input}s):\n    kept = [one for one in ${input}s if one < ${limit}]\n    if not kept:\n        return []\n    shares = [one / sum(kept) for one in kept]\n    return ${calls === null ? 'shares' : `${snake(calls)}(shares)`}`,
        ),
        '',
      ].join('\n'),
  },
  go: {
    path: ({ folder, name }) => `internal/${folder}/${snake(name)}.go`,
    text: (unit) =>
      `package ${unit.folder}\n\n${bodies(
        unit,
        ({ name, input, limit, calls }) =>
          `func ${upper(name)}(${input}s []float64) []float64 {\n\tkept := make([]float64, 0, len(${input}s))\n\tfor _, one := range ${input}s {\n\t\tif one < ${limit} {\n\t\t\tkept = append(kept, one)\n\t\t}\n\t}\n\treturn ${calls === null ? 'kept' : `${upper(calls)}(kept)`}\n}`,
      )}\n`,
  },
  java: {
    path: ({ folder, name }) => `src/main/java/com/acme/${folder}/${upper(name)}.java`,
    text: (unit) =>
      `package com.acme.${unit.folder};\n\nimport java.util.List;\n\npublic final class ${upper(unit.name)} {\n${bodies(
        unit,
        ({ name, input, limit, calls }) =>
          `    public static List<Double> ${name}(List<Double> ${input}s) {\n        var kept = ${input}s.stream().filter(one -> one < ${limit}).toList();\n        return ${calls === null || unit.uses === null ? 'kept' : `${upper(unit.uses.name)}.${calls}(kept)`};\n    }`,
      )}\n}\n`,
  },
  kotlin: {
    path: ({ folder, name }) => `src/main/kotlin/com/acme/${folder}/${upper(name)}.kt`,
    text: (unit) =>
      `package com.acme.${unit.folder}\n\nobject ${upper(unit.name)} {\n${bodies(
        unit,
        ({ name, input, limit, calls }) =>
          `    fun ${name}(${input}s: List<Double>): List<Double> {\n        val kept = ${input}s.filter { it < ${limit} }\n        return ${calls === null || unit.uses === null ? 'kept' : `${upper(unit.uses.name)}.${calls}(kept)`}\n    }`,
      )}\n}\n`,
  },
  rust: {
    path: ({ folder, name }) => `src/${folder}/${snake(name)}.rs`,
    text: (unit) =>
      [
        ...(unit.uses === null
          ? []
          : [`use crate::${unit.folder}::${snake(unit.uses.name)}::${snake(unit.uses.work)};\n`]),
        bodies(
          unit,
          ({ name, input, limit, calls }) =>
            `pub fn ${snake(name)}(${input}s: &[f64]) -> Vec<f64> {\n    let kept: Vec<f64> = ${input}s.iter().copied().filter(|one| *one < ${limit}.0).collect();\n    ${calls === null ? 'kept' : `${snake(calls)}(&kept)`}\n}`,
        ),
        '',
      ].join('\n'),
  },
  c: {
    path: ({ folder, name }) => `src/${folder}/${snake(name)}.c`,
    text: (unit) =>
      `#include <stddef.h>\n#include "${unit.folder}/${unit.folder}.h"\n\n${bodies(
        unit,
        ({ name, input, limit, calls }) =>
          `size_t ${snake(name)}(double *${input}s, size_t count)\n{\n    size_t kept = 0;\n    for (size_t i = 0; i < count; i++)\n        if (${input}s[i] < ${limit}.0)\n            ${input}s[kept++] = ${input}s[i];\n    return ${calls === null ? 'kept' : `${snake(calls)}(${input}s, kept)`};\n}`,
      )}\n`,
  },
  csharp: {
    path: ({ folder, name }) => `src/Acme.${upper(folder)}/${upper(name)}.cs`,
    text: (unit) =>
      `using System.Collections.Generic;\nusing System.Linq;\n\nnamespace Acme.${upper(unit.folder)};\n\npublic static class ${upper(unit.name)}\n{\n${bodies(
        unit,
        ({ name, input, limit, calls }) =>
          `    public static List<double> ${upper(name)}(List<double> ${input}s)\n    {\n        var kept = ${input}s.Where(one => one < ${limit}).ToList();\n        return ${calls === null || unit.uses === null ? 'kept' : `${upper(unit.uses.name)}.${upper(calls)}(kept)`};\n    }`,
      )}\n}\n`,
  },
  ruby: {
    path: ({ folder, name }) => `lib/${folder}/${snake(name)}.rb`,
    text: (unit) =>
      `${unit.uses === null ? '' : `require_relative '${snake(unit.uses.name)}'\n\n`}module ${upper(unit.folder)}\n  module ${upper(unit.name)}\n${bodies(
        unit,
        ({ name, input, limit, calls }) =>
          `    def self.${snake(name)}(${input}s)\n      kept = ${input}s.select { |one| one < ${limit} }\n      ${calls === null || unit.uses === null ? 'kept' : `${upper(unit.uses.name)}.${snake(calls)}(kept)`}\n    end`,
      )}\n  end\nend\n`,
  },
  php: {
    path: ({ folder, name }) => `src/${upper(folder)}/${upper(name)}.php`,
    text: (unit) =>
      `<?php\n\nnamespace Acme\\${upper(unit.folder)};\n\nfinal class ${upper(unit.name)}\n{\n${bodies(
        unit,
        ({ name, input, limit, calls }) =>
          `    public static function ${name}(array $${input}s): array\n    {\n        $kept = array_filter($${input}s, fn ($one) => $one < ${limit});\n        return ${calls === null || unit.uses === null ? '$kept' : `${upper(unit.uses.name)}::${calls}($kept)`};\n    }`,
      )}\n}\n`,
  },
  swift: {
    path: ({ folder, name }) => `Sources/${upper(folder)}/${upper(name)}.swift`,
    text: (unit) =>
      `import Foundation\n\nenum ${upper(unit.name)} {\n${bodies(
        unit,
        ({ name, input, limit, calls }) =>
          `    static func ${name}(_ ${input}s: [Double]) -> [Double] {\n        let kept = ${input}s.filter { $0 < ${limit} }\n        return ${calls === null || unit.uses === null ? 'kept' : `${upper(unit.uses.name)}.${calls}(kept)`}\n    }`,
      )}\n}\n`,
  },
};
