/** The languages of the templates. */
export const languages = ["typescript", "python", "go", "yaml"] as const;
export type Language = (typeof languages)[number];

/** The pipelines that run `pulumi` for a team. */
export const pipelines = ["github", "gitlab", "none"] as const;
export type Pipeline = (typeof pipelines)[number];

/** A store that the program makes, or one that exists on a real endpoint. */
export type Store = { readonly kind: "new" } | { readonly kind: "existing"; readonly id: string };

/** The project that somebody wants. */
export interface Wish {
  readonly language: Language;
  /** The name of the project. */
  readonly name: string;
  readonly store: Store;
  /** The endpoint of the stack `production`. */
  readonly endpoint: string;
  readonly pipeline: Pipeline;
  /** The source of this package for npm, as a `package.json` says it. */
  readonly source: string;
}
