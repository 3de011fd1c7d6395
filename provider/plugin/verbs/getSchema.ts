import { GetSchemaResponse, type GetSchemaRequest } from "@pulumi/pulumi/proto/provider_pb";
import { packageVersion } from "../../../ciam/version";
import schema from "../schema.json";
import type { Verb } from "./verb";

/** What programs in all languages may write, and the SDKs are made from. */
export const getSchema: Verb<GetSchemaRequest, GetSchemaResponse> = () =>
  new GetSchemaResponse().setSchema(JSON.stringify({ ...schema, version: packageVersion() }));
