require("./programFolder");
const { PolicyPack } = require("@pulumi/policy");
const { allowedHashes, noPlaintextPasswords } = require("./credentials");
const { emailDomains, noNationalIds, reservedAddresses } = require("./personalData");
const { jobsAreProtected } = require("./protection");
const { deletionsNeedAFlag, mostUsers } = require("./size");

// Where Pulumi's language host begins in the program's folder, the pack still finds its own package.json.
process.chdir(__dirname);

new PolicyPack("ciam-users", {
  enforcementLevel: "mandatory",
  policies: [
    noPlaintextPasswords,
    allowedHashes,
    emailDomains,
    reservedAddresses,
    noNationalIds,
    mostUsers,
    deletionsNeedAFlag,
    jobsAreProtected,
  ],
});
