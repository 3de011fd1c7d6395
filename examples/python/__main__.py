"""A store, a group and two users."""

import pulumi
import pulumi_ciam as ciam

password = pulumi.Config().get_secret("alicePassword") or pulumi.Output.secret("Only-for-trying-1")

customers = ciam.UserStore("customers", name="customers", force_destroy=True)
qa = ciam.UserGroup("qa", user_store_id=customers.id, display_name="qa")
staff = ciam.UserImportJob(
    "staff",
    user_store_id=customers.id,
    groups={"qa": qa.id},
    user_sets={
        "staff": {
            "alice": ciam.UserArgs(
                user_name="alice", email="alice@example.com", password=password, user_groups=["qa"]
            ),
            "bob": {"user_name": "bob", "email": "bob@example.com"},
        }
    },
)

pulumi.export("userStoreId", customers.id)
pulumi.export("status", staff.status)
