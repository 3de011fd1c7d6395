import { shell } from "../../../provider/dynamic/shell";
import type { Resource } from "../../../provider/resources/resource";
import { userGroup } from "../../../provider/resources/userGroup";
import { userImportJob } from "../../../provider/resources/userImportJob";
import { Session } from "../../../provider/resources/userImportJob/session/session";
import { userStore } from "../../../provider/resources/userStore";
import { seen, type FrontEnd } from "./frontEnd";

/** Pulumi's dynamic providers. They get no urn, no inputs of the state beside the outputs, and no word of a cancel. */
export const dynamic: FrontEnd = {
  name: "dynamic",
  type: "pulumi-nodejs:dynamic/ciam:UserImportJob",

  async begin({ services, witness }) {
    const session = new Session();
    const behind = async (resource: Resource) => {
      const provider = shell(resource, () => ({
        problems: [],
        services: () => services,
        session,
        linesTaken: () => Promise.resolve(),
      }));
      await provider.configure({ config: { get: () => undefined } });
      return provider;
    };
    const job = await behind(userImportJob);
    const store = await behind(userStore);
    const group = await behind(userGroup);
    const providerOf = (urn: string) => {
      if (urn.includes(":UserStore::")) return store;
      return urn.includes(":UserGroup::") ? group : job;
    };
    return {
      // The class sends along the urn, and the text of the provider.
      check: (urn, olds, news) =>
        seen(providerOf(urn).check(olds, { ...news, __urn: urn, __provider: "exports.handler" }), witness),
      diff: ({ urn, id, outputs }, news) => seen(providerOf(urn).diff(id, outputs, news), witness),
      create: (urn, news) => seen(providerOf(urn).create(news), witness),
      read: ({ urn, id, outputs }) => seen(providerOf(urn).read(id, outputs), witness),
      update: ({ urn, id, outputs }, news) => seen(providerOf(urn).update(id, outputs, news), witness),
      delete: ({ urn, id, outputs }) => seen(providerOf(urn).delete(id, outputs), witness),
      foresee: () => Promise.resolve(),
      cancel: () => undefined,
    };
  },
};
