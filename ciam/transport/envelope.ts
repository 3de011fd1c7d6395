import { z } from "zod";
import { errorFromService } from "../errors/serviceReply";
import { malformed } from "../errors/ownErrors";
import { cleared } from "../errors/redact";

/** The form of a code. Codes go into messages, so nothing else may pass for one. */
const CODE = /^[A-Za-z][\w.-]{0,127}$/;

/** The request id is only for people, so a strange one is dropped. */
const REQUEST_ID = /^[\w-]{1,64}$/;

/** `{"Response": {…, "RequestId": "…"}}`; an Error inside means failure, whatever the HTTP status. */
const envelope = z.object({
  Response: z.looseObject({
    RequestId: z.string().nullish(),
    Error: z.object({ Code: z.string().regex(CODE), Message: z.string().nullish() }).nullish(),
  }),
});

export type Envelope = z.output<typeof envelope>["Response"];

/** Unwraps a reply, or throws the error in it, with all sent values cleared from its words. */
export function readEnvelope(
  action: string,
  json: unknown,
  sent: unknown,
  remedyFor: (code: string) => string | undefined = () => undefined,
): Envelope {
  const parsed = envelope.safeParse(json);
  if (!parsed.success) throw malformed(action, "it has no Response, or an Error in it without a Code");
  const { Response } = parsed.data;
  if (!Response.Error) return Response;
  const { Code, Message } = Response.Error;
  throw errorFromService(action, {
    code: Code,
    requestId: REQUEST_ID.test(Response.RequestId ?? "") ? (Response.RequestId ?? undefined) : undefined,
    said: Message ? cleared(Message, sent) : undefined,
    remedy: remedyFor(Code),
  });
}
