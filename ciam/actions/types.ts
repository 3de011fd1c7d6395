import { z } from "zod";

/**
 * Reads may be repeated, writes may not. ResetPassword and the job actions are writes: they change something on
 * every call.
 */
export type ActionKind = "read" | "write";

/** The international SDK and pages lack the user-store and user-group actions. */
export type ActionEndpoints = "all" | "mainland";

/** One CIAM action: its name, request and response, in the words of the wire. */
export interface ActionSpec<
  Name extends string = string,
  Request extends z.ZodObject = z.ZodObject,
  Response extends z.ZodObject = z.ZodObject,
> {
  readonly name: Name;
  readonly kind: ActionKind;
  readonly endpoints: ActionEndpoints;
  /** Strict: the service refuses unknown members (UnknownParameter), and so do we. */
  readonly request: Request;
  /** Tolerant: members that a later version of the service adds are ignored. */
  readonly response: Response;
}

interface Parts<Request extends z.core.$ZodLooseShape, Response extends z.core.$ZodLooseShape> {
  readonly kind: ActionKind;
  readonly endpoints: ActionEndpoints;
  readonly request: Request;
  /** Without RequestId, which every response has. */
  readonly response: Response;
}

export function action<
  const Name extends string,
  Request extends z.core.$ZodLooseShape,
  Response extends z.core.$ZodLooseShape,
>(name: Name, { kind, endpoints, request, response }: Parts<Request, Response>) {
  return {
    name,
    kind,
    endpoints,
    request: z.strictObject(request),
    response: answer({ ...response, RequestId: text }),
  } as const;
}

/**
 * An object in a response. Only known members are parsed; the rest is dropped, so that nothing without a type travels
 * further.
 */
export const answer = z.object;

/**
 * Members of a response. The service writes null for a missing value, and the documentation leaves open which members
 * it omits, so only those that a caller cannot do without are required.
 */
export const text = z.string().nullish();
export const number = z.number().nullish();
export const flag = z.boolean().nullish();
export const texts = z.array(z.string()).nullish();
/** Milliseconds since the epoch. */
export const time = number;

/** Optional members of a request; null is not allowed there. */
export const optionalText = z.string().optional();
export const optionalTexts = z.array(z.string()).optional();
export const optionalFlag = z.boolean().optional();

/** Pages are counted from 1. The greatest PageSize is not documented. */
export const pageable = z.strictObject({ PageSize: z.int(), PageNumber: z.int() });
export type Pageable = z.output<typeof pageable>;

/** The page as the service repeats it; null on some replies. */
export const answeredPage = answer({ PageSize: number, PageNumber: number }).nullish();

/** A condition of ListUser, ListUserGroups, the log list and the export. */
export const filter = z.strictObject({ Key: optionalText, Values: optionalTexts, Logic: optionalFlag });
export type Filter = z.output<typeof filter>;

/** The value of one custom attribute. */
export const memberMap = z.strictObject({ Name: z.string(), Value: z.string(), Type: optionalText });
export type MemberMap = z.output<typeof memberMap>;

/** The five free attributes that DescribeUser can search; each at most 512 characters. */
export const indexedAttributes = {
  IndexedAttribute1: optionalText,
  IndexedAttribute2: optionalText,
  IndexedAttribute3: optionalText,
  IndexedAttribute4: optionalText,
  IndexedAttribute5: optionalText,
} as const;
