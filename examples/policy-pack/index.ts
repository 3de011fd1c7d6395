import { PolicyPack } from "@pulumi/policy";
import { allowedHashes, noPlaintextPasswords } from "./credentials";
import { emailDomains, noNationalIds, reservedAddresses } from "./personalData";
import { deletionsNeedAFlag, mostUsers } from "./size";

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
  ],
});
