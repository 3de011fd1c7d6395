export { assumeRole, roleFromEnvironment, type AssumedRole, type AssumeRoleOptions } from "./assumeRole";
export { CredentialChain, type ChainOptions, type FoundCredentials } from "./chain";
export { defaultCredentials, type DefaultChainOptions } from "./default";
export { emulatorCredentials, refuseDummy } from "./dummy";
export { credentialsAtHand, type GivenCredentials } from "./given";
export type { CredentialSource, Credentials, Environment, ReadText, Search } from "./types";
