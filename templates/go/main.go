// A user store of Tencent Cloud CIAM, and its users from a file.
package main

import (
	"example.com/pulumi-ciam/sdk/go/ciam"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		customers, err := ciam.NewUserStore(ctx, "customers", &ciam.UserStoreArgs{
			Name: pulumi.String("${PROJECT}"),
		})
		if err != nil {
			return err
		}
		staff, err := ciam.NewUserImportJob(ctx, "staff", &ciam.UserImportJobArgs{
			UserStoreId: customers.ID(),
			UserFiles: pulumi.Map{
				"staff": ciam.UserFileArgs{Path: pulumi.String("users/staff.csv")},
			},
		})
		if err != nil {
			return err
		}
		ctx.Export("userStoreId", staff.UserStoreId)
		ctx.Export("status", staff.Status)
		return nil
	})
}
