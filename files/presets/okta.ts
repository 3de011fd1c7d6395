import type { Preset } from "./preset";
import { BLOCKED, IN_NAME, LANGUAGE, NO_FIELD, OTHER_ADDRESS, OTHER_NUMBER, RECORD, UNVERIFIABLE } from "./reasons";

const profile = {
  login: "userName",
  email: "email",
  mobilePhone: "phoneNumber",
  displayName: "name",
  nickName: "nickname",
  title: "job",
  timezone: "zone",
} as const;

const nameParts = ["firstName", "middleName", "lastName"] as const;
const addressParts = ["streetAddress", "city", "state", "zipCode", "countryCode"] as const;

const ignored = {
  honorificPrefix: IN_NAME,
  honorificSuffix: IN_NAME,
  secondEmail: OTHER_ADDRESS,
  primaryPhone: OTHER_NUMBER,
  postalAddress: OTHER_ADDRESS,
  profileUrl: NO_FIELD,
  preferredLanguage: LANGUAGE,
  locale: LANGUAGE,
  userType: NO_FIELD,
  employeeNumber: NO_FIELD,
  costCenter: NO_FIELD,
  organization: NO_FIELD,
  division: NO_FIELD,
  department: NO_FIELD,
  manager: NO_FIELD,
  managerId: NO_FIELD,
};

function inProfile<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [`profile.${name}`, value]));
}

export const okta: Preset = {
  name: "okta",
  title: "Okta",
  formats: [
    {
      kind: "titled",
      name: "csv",
      title: "CSV template for the import of users, or a CSV with the names of the profile",
      source: [
        "https://help.okta.com/en-us/content/topics/users-groups-profiles/usgp-import-users-csv.htm",
        "https://github.com/okta/okta-sdk-dotnet (docs/UserProfile.md)",
      ],
      verified: "2026-11-28",
      files: ["csv"],
      titles: ["login", "firstName", "lastName", "email"],
      columns: profile,
      joined: [
        { field: "name", from: nameParts, separator: " " },
        { field: "address", from: addressParts, separator: ", " },
      ],
      key: ["login"],
      ignored,
      credentials: { taken: [], dropped: {} },
    },
    {
      kind: "tree",
      name: "api",
      title: "answer of the Users API, GET /api/v1/users",
      source: ["https://github.com/okta/okta-sdk-dotnet (docs/User.md, docs/UserProfile.md)"],
      verified: "2026-11-28",
      files: ["json", "ndjson"],
      members: ["profile"],
      columns: inProfile(profile),
      joined: [
        { field: "name", from: ["profile.firstName", "profile.middleName", "profile.lastName"], separator: " " },
        {
          field: "address",
          from: ["profile.streetAddress", "profile.city", "profile.state", "profile.zipCode", "profile.countryCode"],
          separator: ", ",
        },
      ],
      key: ["id"],
      ignored: {
        ...inProfile(ignored),
        type: RECORD,
        realmId: RECORD,
        created: RECORD,
        activated: RECORD,
        statusChanged: RECORD,
        lastLogin: RECORD,
        lastUpdated: RECORD,
        passwordChanged: RECORD,
        transitioningToStatus: RECORD,
        "credentials.provider": RECORD,
        "credentials.recovery_question": RECORD,
        "credentials.emails": UNVERIFIABLE,
        _links: RECORD,
        _embedded: RECORD,
      },
      leftOut: [{ column: "status", is: ["SUSPENDED", "DEPROVISIONED"], why: BLOCKED }],
      credentials: {
        taken: [],
        dropped: { "credentials.password": "is empty: Okta tells that there is one, not what" },
      },
    },
  ],
  drops: [
    "Okta gives out no passwords and no hashes.",
    "Where there is a display name it is taken as the name, otherwise the parts of the name are joined.",
    "A CSV has no status: deactivated people come along unless they are taken out before.",
    "Groups, applications and second factors stay. An attribute of the organisation's own has to be named in `columns`.",
  ],
};
