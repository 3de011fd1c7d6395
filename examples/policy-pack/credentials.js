const { forJobs, nameOf } = require("./jobs");

const noPlaintextPasswords = forJobs(
  {
    name: "no-plaintext-passwords",
    description: "Passwords come as hashes, from the system that knows them.",
  },
  function* ({ users }) {
    for (const user of users) {
      const isHashed = user.fields.passwordEncryptType !== undefined || user.unknown.includes("passwordEncryptType");
      if (user.secret.includes("password") && !isHashed) yield `${nameOf(user)} has a plaintext password`;
    }
  },
);

const allowedHashes = forJobs(
  {
    name: "allowed-hashes",
    description: "Hashes are of a kind that is still hard to reverse.",
    configSchema: {
      properties: { types: { type: "array", items: { enum: ["BCRYPT", "SHA1", "MD5"] }, default: ["BCRYPT"] } },
    },
  },
  function* ({ users }, args) {
    /** @type {{ types: string[] }} */
    const { types } = args.getConfig();
    for (const user of users) {
      const type = user.fields.passwordEncryptType;
      if (type !== undefined && !types.includes(type))
        yield `${nameOf(user)} has a ${type} hash: ${types.join(", ")} only`;
    }
  },
);

module.exports = { noPlaintextPasswords, allowedHashes };
