"""A user store of Tencent Cloud CIAM, and its users from a file."""

import pulumi
import pulumi_ciam as ciam

customers = ciam.UserStore("customers", name="${PROJECT}")

staff = ciam.UserImportJob(
    "staff",
    user_store_id=customers.id,
    user_files={"staff": ciam.UserFileArgs(path="users/staff.csv")},
)

pulumi.export("userStoreId", staff.user_store_id)
pulumi.export("status", staff.status)
