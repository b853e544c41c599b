import { STAGES, type Stage } from '../told.ts';
import { assign } from './assign.ts';
import { findingsAt, type Scored } from './scored.ts';

/** How a golden or a finding ended that was not as it should be. */
export type Ending =
  | {
      readonly kind: 'missed';
      readonly case: string;
      readonly run: number;
      readonly severity: string;
      readonly description: string;
      /** The last stage at which it was still there; null when no reader found it. */
      readonly lastSeen: Stage | null;
    }
  | {
      readonly kind: 'false' | 'duplicate';
      readonly case: string;
      readonly run: number;
      readonly reader: string;
      readonly path: string;
      readonly line: number | null;
      readonly title: string;
    };

/** What to look at after a run: goldens that were missed, findings that were false or told twice. */
export function endingsOf(scored: Scored, stage: Stage): Ending[] {
  const { result, run, opinions } = scored;
  const judged = { goldens: result.goldens, opinions };
  const at = (some: Stage) => assign(findingsAt(scored, some), judged, 'strict');
  const { verdicts, met } = at(stage);
  const seen = STAGES.map((some) => [some, at(some).met] as const);
  const name = result.case.name;
  const missed = [...result.goldens.entries()].flatMap(([index, golden]): Ending[] => {
    if (!golden.required || met.has(index)) return [];
    const { severity, description } = golden;
    const lastSeen = seen.findLast(([, there]) => there.has(index))?.[0] ?? null;
    return [{ kind: 'missed', case: name, run, severity, description, lastSeen }];
  });
  const noise = verdicts.flatMap(({ told, verdict }): Ending[] => {
    if (verdict !== 'false' && verdict !== 'duplicate') return [];
    const { reader, path, title, places } = told;
    return [{ kind: verdict, case: name, run, reader, path, line: places[0]?.first ?? null, title }];
  });
  return [...missed, ...noise];
}
