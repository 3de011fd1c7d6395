import type * as ciam from "pulumi-tencentcloud-ciam";

/** What each stack changes of the staff: fields to lay over, somebody to add, `null` for whom it leaves out. */
export const overlays: Partial<Record<string, ciam.UserOverlay<ciam.UserArgs>>> = {
  dev: {
    alice: { nickname: "Alice (dev)" },
    // The auditor has no business here.
    dora: null,
    tester: { userName: "tester", email: "tester@example.com" },
  },
  staging: {
    dora: null,
  },
};
