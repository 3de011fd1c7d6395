/** A person has pressed Ctrl-C at a prompt, where it is a key like any other and no signal comes. */
export class Interrupted extends Error {}
