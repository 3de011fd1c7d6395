const ciam = require("pulumi-tencentcloud-ciam");
const { forJobs, nameOf, productionStacks } = require("./jobs");

const emailDomains = forJobs(
  {
    name: "email-domains",
    description: "E-mail addresses are in the domains that the stack may have; a stack that is not named may have any.",
    configSchema: {
      properties: {
        stacks: { type: "object", additionalProperties: { type: "array", items: { type: "string" } }, default: {} },
      },
    },
  },
  function* ({ stack, users }, args) {
    /** @type {{ stacks: Partial<Record<string, string[]>> }} */
    const { stacks } = args.getConfig();
    const allowed = stacks[stack];
    if (allowed === undefined) return;
    for (const user of users) {
      const domain = domainOf(user);
      if (domain !== undefined && !allowed.includes(domain)) {
        yield `${nameOf(user)} has an address in ${domain}: ${stack} may have ${allowed.join(", ")}`;
      }
    }
  },
);

const reservedAddresses = forJobs(
  {
    name: "reserved-addresses",
    description: "Real addresses in production only, and no made-up ones there.",
    configSchema: { properties: { productionStacks } },
  },
  function* ({ stack, users }, args) {
    /** @type {{ productionStacks: string[] }} */
    const config = args.getConfig();
    const isProduction = config.productionStacks.includes(stack);
    for (const user of users) {
      const domain = domainOf(user);
      if (domain === undefined || ciam.isReservedDomain(domain) !== isProduction) continue;
      yield isProduction
        ? `${nameOf(user)} has a made-up address (${domain}), and ${stack} is for real people`
        : `${nameOf(user)} has an address that can be somebody's (${domain}), and ${stack} is not production`;
    }
  },
);

const noNationalIds = forJobs(
  {
    name: "no-national-ids",
    description: "Numbers of identity cards are in named stacks only.",
    configSchema: { properties: { stacks: { type: "array", items: { type: "string" }, default: [] } } },
  },
  function* ({ stack, users }, args) {
    /** @type {{ stacks: string[] }} */
    const { stacks } = args.getConfig();
    if (stacks.includes(stack)) return;
    for (const user of users) {
      if (user.secret.includes("residentIdentityCard")) yield `${nameOf(user)} has the number of an identity card`;
    }
  },
);

/** @param {ciam.UserOf} user */
function domainOf({ fields: { email } }) {
  return email?.slice(email.lastIndexOf("@") + 1).toLowerCase();
}

module.exports = { emailDomains, reservedAddresses, noNationalIds };
