import { originOf } from '../../eval/case-file/change.ts';
import { type ParsedCase, parseCase } from '../../eval/review/parse-case.ts';

const KNOWN_FALSE_MIN = 2;

/** What is wrong with a case file, in words; a well-formed one has nothing. */
export function problemsOf(name: string, text: string): string[] {
  try {
    const one = parseCase(name, text);
    return [...changeProblems(one), ...goldenProblems(one), ...leaks(one)];
  } catch (cause) {
    return [cause instanceof Error ? cause.message : String(cause)];
  }
}

function changeProblems({ source }: ParsedCase): string[] {
  if (source.kind !== 'files') return [];
  const same = Object.entries(source.head).filter(
    ([path, text]) => text === (source.base[originOf(source, path)] ?? null) && !(path in source.renames),
  );
  const stray = Object.keys(source.renames).filter((path) => source.base[path] === undefined);
  return [
    ...same.map(([path]) => `${path} is named as changed and is not.`),
    ...stray.map((path) => `${path} is renamed and is not in the base.`),
    ...(Object.keys(source.head).length + Object.keys(source.renames).length === 0
      ? ['Nothing is changed.']
      : []),
  ];
}

function goldenProblems({ source, shape, proof, proofs, goldens, knownFalse }: ParsedCase): string[] {
  const problems: string[] = [];
  const isClean = shape === 'clean';
  const changed =
    source.kind === 'files'
      ? new Set([...Object.keys(source.head), ...Object.entries(source.renames).flat()])
      : new Set<string>();
  if (isClean && goldens.length > 0) problems.push('A clean case has no golden.');
  if (isClean && knownFalse.length < KNOWN_FALSE_MIN)
    problems.push(`A clean case has at least ${KNOWN_FALSE_MIN} known-false claims.`);
  if (!isClean && goldens.length === 0) problems.push('A case that is not clean has a golden.');
  if (isClean !== (proof === 'none')) problems.push('"proof: none" is for clean cases, and for no other.');
  if (proof === 'unchanged' && proofs.length === 0)
    problems.push('"proof: unchanged" needs the lines of a proof.');
  for (const { path } of proofs)
    if (changed.has(path)) problems.push(`The proof in ${path} is in a file that the change touches.`);
  return problems;
}

/** The answer must not be in what a model is shown. */
function leaks({ name, title, body, commits, shape, source, goldens, knownFalse }: ParsedCase): string[] {
  if (source.kind !== 'files') return [];
  const { base, head, renames } = source;
  const told = [title, body, ...commits].join('\n');
  const code = [...Object.entries(base), ...Object.entries(head)].map(
    ([path, text]) => `${path}\n${text ?? ''}`,
  );
  const shown = [told, ...code, ...Object.entries(renames).flat()].join('\n').toLowerCase();
  const answers = [...goldens, ...knownFalse].map(({ description }) => description);
  const words = new RegExp(`\\b${shape.replaceAll('-', '[- ]')}\\b`, 'i');
  return [
    ...[name, ...answers]
      .filter((text) => shown.includes(text.toLowerCase()))
      .map((text) => `The prompt would hold ${JSON.stringify(text)}.`),
    ...(shape.includes('-') && words.test(told)
      ? [`Title, body or commits say ${JSON.stringify(shape)}.`]
      : []),
  ];
}
