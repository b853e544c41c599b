import type { Piece, PieceKind } from './pack-pieces.ts';

/** Pieces that share a colour: those of one kind, and of the code around the change those with one reason. */
export type ColourGroup = {
  readonly kind: PieceKind;
  readonly label: string;
  /** Degrees on the colour wheel; null is grey. */
  readonly hue: number | null;
  /** The largest first. */
  readonly pieces: readonly Piece[];
  readonly tokens: number;
};

const HUES = {
  changes: 16,
  'changed files': 214,
  'pull request': 326,
  guidance: 268,
  rules: null,
  question: null,
} as const;

/** From yellow over green to cyan, far enough apart to be told from each other and from the other kinds. */
const AROUND_HUES = [142, 82, 172, 50, 112, 190, 66, 156, 96, 126] as const;

/** The largest group first. */
export function colourGroups(pieces: readonly Piece[]): ColourGroup[] {
  const byLabel = [...Map.groupBy(pieces, labelOf)].map(([label, all]) => ({
    label,
    kind: all[0]?.kind ?? 'question',
    pieces: all.toSorted((a, b) => b.tokens - a.tokens),
    tokens: all.reduce((sum, { tokens }) => sum + tokens, 0),
  }));
  const groups = byLabel.toSorted((a, b) => b.tokens - a.tokens);
  const around = groups.filter(({ kind }) => kind === 'code around the change').map(({ label }) => label);
  return groups.map((group) => ({ ...group, hue: hueOf(group.kind, around.indexOf(group.label)) }));
}

function labelOf({ kind, reason }: Piece): string {
  return kind === 'code around the change' ? reason.replace(/, in outline$/, '') : kind;
}

function hueOf(kind: PieceKind, rank: number): number | null {
  if (kind === 'code around the change') return AROUND_HUES[rank % AROUND_HUES.length] ?? null;
  return HUES[kind];
}
