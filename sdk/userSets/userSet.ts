import type * as pulumi from "@pulumi/pulumi";
import type { DeclaredUser } from "../../provider/users/model/declaredUser";
import type { LoadedUser } from "../sets";

/** A user written in the program: any of the 32 fields of an import, each may be an output. At least one identity. */
export type UserArgs = {
  [Field in keyof DeclaredUser]?: pulumi.Input<Exclude<DeclaredUser[Field], undefined>> | undefined;
};

/** Users by key; written in the program, or loaded from a file. */
export type UserSet = Record<string, pulumi.Input<UserArgs> | LoadedUser>;
