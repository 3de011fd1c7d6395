/** The set under which refresh shows users of ours that nobody declares. */
export const ORPHANS = "orphans";
