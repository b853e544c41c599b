/** A named thing a file defines. Lines are 1-based, both included. */
export type Definition = {
  readonly name: string;
  readonly kind: 'function' | 'type' | 'value';
  readonly startLine: number;
  readonly line: number;
  /** The last line of what says how it is used; its body follows. */
  readonly signatureLine: number;
  /** Of a type: what it extends, implements or mixes in, by last name. */
  readonly bases: readonly string[];
};

/** What a file defines, in the order of its lines; a definition may hold others. */
export type Outline = {
  readonly definitions: readonly Definition[];
  /** Lines that hold nothing but comments. */
  readonly comments: ReadonlySet<number>;
};
