import { Metadata, status, type ServiceError } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { onScreen } from "../../../text/escape";
import { PartlyDone } from "../../messages/errors";
import { linesOf } from "../../messages/sentence";
import { structOf } from "./struct";

/** The one place where our errors become those of gRPC. The engine prints their message beside the resource. */
export function toServiceError(error: unknown): Partial<ServiceError> {
  const details = onScreen(linesOf(error));
  const failure = { code: status.UNKNOWN, details };
  return error instanceof PartlyDone ? { ...failure, metadata: initFailed(error, details) } : failure;
}

/** Tells the engine that the resource exists and is to be recorded, and why the next update has to go on with it. */
function initFailed({ id, properties, reasons }: PartlyDone, message: string): Metadata {
  const detail = new ErrorResourceInitFailed()
    .setId(id)
    .setProperties(structOf(properties))
    .setReasonsList(reasons.map((reason) => onScreen(reason)));
  const any = new Any();
  any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const said = new Status().setCode(status.UNKNOWN).setMessage(message);
  said.addDetails(any);
  const metadata = new Metadata();
  metadata.set("grpc-status-details-bin", Buffer.from(said.serializeBinary()));
  return metadata;
}
