/** A value that has to be encrypted in the state and hidden on the screen. The front end knows how its engine is told. */
export class Secret {
  constructor(readonly value: unknown) {}
}
