// A store, a group and two users.
package main

import (
	"example.com/pulumi-ciam/sdk/go/ciam"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		password := pulumi.ToSecret(pulumi.String("Only-for-trying-1")).(pulumi.StringOutput)
		if given, err := config.TrySecret(ctx, "alicePassword"); err == nil {
			password = given
		}
		customers, err := ciam.NewUserStore(ctx, "customers", &ciam.UserStoreArgs{
			Name:         pulumi.String("customers"),
			ForceDestroy: pulumi.Bool(true),
		})
		if err != nil {
			return err
		}
		qa, err := ciam.NewUserGroup(ctx, "qa", &ciam.UserGroupArgs{
			UserStoreId: customers.ID(),
			DisplayName: pulumi.String("qa"),
		})
		if err != nil {
			return err
		}
		staff, err := ciam.NewUserImportJob(ctx, "staff", &ciam.UserImportJobArgs{
			UserStoreId: customers.ID(),
			Groups:      pulumi.StringMap{"qa": qa.ID()},
			UserSets: ciam.UserMapMap{
				"staff": ciam.UserMap{
					"alice": ciam.UserArgs{
						UserName:   pulumi.String("alice"),
						Email:      pulumi.String("alice@example.com"),
						Password:   password,
						UserGroups: pulumi.StringArray{pulumi.String("qa")},
					},
					"bob": ciam.UserArgs{
						UserName: pulumi.String("bob"),
						Email:    pulumi.String("bob@example.com"),
					},
				},
			},
		})
		if err != nil {
			return err
		}
		ctx.Export("userStoreId", customers.ID())
		ctx.Export("status", staff.Status)
		return nil
	})
}
