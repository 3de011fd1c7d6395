import { shell } from "../../../provider/dynamic/shell";
import { userImportJob } from "../../../provider/resources/userImportJob";
import { Session } from "../../../provider/resources/userImportJob/session/session";
import { seen, type FrontEnd } from "./frontEnd";

/** Pulumi's dynamic providers. They get no urn, no inputs of the state beside the outputs, and no word of a cancel. */
export const dynamic: FrontEnd = {
  name: "dynamic",
  type: "pulumi-nodejs:dynamic/ciam:UserImportJob",

  async begin({ services, witness }) {
    const session = new Session();
    const provider = shell(userImportJob, () => ({
      problems: [],
      services: () => services,
      session,
      linesTaken: () => Promise.resolve(),
    }));
    await provider.configure({ config: { get: () => undefined } });
    return {
      // The class sends along the urn, and the text of the provider.
      check: (urn, olds, news) =>
        seen(provider.check(olds, { ...news, __urn: urn, __provider: "exports.handler" }), witness),
      diff: ({ id, outputs }, news) => seen(provider.diff(id, outputs, news), witness),
      create: (_, news) => seen(provider.create(news), witness),
      read: ({ id, outputs }) => seen(provider.read(id, outputs), witness),
      update: ({ id, outputs }, news) => seen(provider.update(id, outputs, news), witness),
      delete: ({ id, outputs }) => seen(provider.delete(id, outputs), witness),
      foresee: () => Promise.resolve(),
      cancel: () => undefined,
    };
  },
};
