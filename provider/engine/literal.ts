/** The resources that a state file can name. Frozen: these names are in every state ever written. */
export type ResourceName = "UserImportJob" | "UserStore" | "UserGroup";

/** The input under which Pulumi keeps the text of a provider. A resource of the plugin has none. */
export const PROVIDER = "__provider";

/**
 * The text that Pulumi keeps in the state as the resource's provider, and runs whenever it needs it, also without the
 * program. It holds no code of ours, only where to find it, so a state never runs old code. Frozen byte for byte.
 */
export function providerLiteral(name: ResourceName): string {
  return (
    "exports.handler = () => { try { return require('pulumi-tencentcloud-ciam/provider')." +
    name +
    "; } catch (e) { if (e.code === 'MODULE_NOT_FOUND' && /pulumi-tencentcloud-ciam/.test(e.message)) " +
    "throw new Error('add pulumi-tencentcloud-ciam to the dependencies of the program in ' + process.cwd() + ' and install them'); throw e; } };"
  );
}
