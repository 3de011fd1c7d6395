import type { Preset } from "./preset";
import {
  BLOCKED,
  GROUPS,
  INITIAL_PASSWORD,
  NO_FIELD,
  NOT_A_HASH_OF_CIAM,
  OTHER_ADDRESS,
  OTHER_NUMBER,
  RECORD,
  SECOND_FACTOR,
} from "./reasons";

const INSTRUCTION = "tells Google what to do";

export const google: Preset = {
  name: "google",
  title: "Google Workspace",
  formats: [
    {
      kind: "titled",
      name: "csv",
      title: "Download users, or the template of Bulk update users",
      source: [
        "https://support.google.com/a/answer/40057 (what the columns hold, and not what each is called)",
        "the header row of templates and downloads, as public programs on GitHub write and read it (38 titles, 2026-11-28)",
      ],
      verified: "none found",
      files: ["csv"],
      titles: ["First Name [Required]", "Last Name [Required]", "Email Address [Required]"],
      columns: {
        "Email Address [Required]": "email",
        "Mobile Phone": "phoneNumber",
        "Recovery Phone [MUST BE IN THE E.164 FORMAT]": "phoneNumber",
        "Home Address": "address",
        "Work Address": "address",
        "Employee Title": "job",
      },
      joined: [{ field: "name", from: ["First Name [Required]", "Last Name [Required]"], separator: " " }],
      key: ["Email Address [Required]"],
      ignored: {
        "Org Unit Path [Required]": GROUPS,
        "New Primary Email [UPLOAD ONLY]": INSTRUCTION,
        "Last Sign In [READ ONLY]": RECORD,
        "Recovery Email": OTHER_ADDRESS,
        "Home Secondary Email": OTHER_ADDRESS,
        "Work Secondary Email": OTHER_ADDRESS,
        "Work Phone": OTHER_NUMBER,
        "Home Phone": OTHER_NUMBER,
        "Employee ID": NO_FIELD,
        "Employee Type": NO_FIELD,
        "Manager Email": NO_FIELD,
        Department: NO_FIELD,
        "Cost Center": NO_FIELD,
        "2sv Enrolled [READ ONLY]": SECOND_FACTOR,
        "2sv Enforced [READ ONLY]": SECOND_FACTOR,
        "Building ID": NO_FIELD,
        "Floor Name": NO_FIELD,
        "Floor Section": NO_FIELD,
        "Email Usage [READ ONLY]": RECORD,
        "Drive Usage [READ ONLY]": RECORD,
        "Photos Usage [READ ONLY]": RECORD,
        "Total Storage [READ ONLY]": RECORD,
        "Storage limit [READ ONLY]": RECORD,
        "Storage Used [READ ONLY]": RECORD,
        "Change Password at Next Sign-In": INSTRUCTION,
        "Advanced Protection Program enrollment": RECORD,
        "New Licenses [UPLOAD ONLY]": INSTRUCTION,
        "Gemini Limit Status [READ ONLY]": RECORD,
      },
      // In an upload: leave the password as it is.
      nulls: ["****"],
      leftOut: [
        { column: "Status [READ ONLY]", isNot: ["Active"], why: BLOCKED },
        { column: "New Status [UPLOAD ONLY]", is: ["Suspended", "Archived"], why: BLOCKED },
      ],
      credentials: {
        taken: [
          {
            column: "Password [Required]",
            as: "SHA1",
            when: { "Password Hash Function [UPLOAD ONLY]": ["SHA-1", "SHA1"] },
            otherwise: `${INITIAL_PASSWORD}, or ${NOT_A_HASH_OF_CIAM}`,
          },
          {
            column: "Password [Required]",
            as: "MD5",
            when: { "Password Hash Function [UPLOAD ONLY]": ["MD5"] },
            otherwise: `${INITIAL_PASSWORD}, or ${NOT_A_HASH_OF_CIAM}`,
          },
        ],
        dropped: {},
      },
    },
  ],
  drops: [
    "A download has no passwords. Of an upload, hashes by MD5 and SHA-1 are taken; first passwords and hashes by crypt are dropped.",
    "Further addresses and numbers, the organisational unit and what belongs to an employee stay, but for the title.",
  ],
};
