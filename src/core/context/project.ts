/** A pattern of `paths` in a tsconfig: `@app/*` to `src/app/*`, for files below `folder`. */
export type Alias = {
  readonly folder: string;
  readonly pattern: string;
  readonly targets: readonly string[];
};

/** A package of this repository by the name others import; `entries` are its exports by what follows the name. */
export type Package = {
  readonly name: string;
  readonly folder: string;
  readonly entries: ReadonlyMap<string, readonly string[]>;
};

/** A name that stands for a folder: a Go module, or a namespace of PHP. */
export type Root = { readonly name: string; readonly folder: string };

/** What the manifests of a repository say about names and folders. */
export type Project = {
  /** Nearer folders first. */
  readonly aliases: readonly Alias[];
  readonly packages: readonly Package[];
  readonly modules: readonly Root[];
  readonly namespaces: readonly Root[];
};
