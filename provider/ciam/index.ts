/** CIAM's API: what it offers, how its errors read, and a client that is careful with both. */
export * from "./actions";
export { systemClock, type Clock } from "./clock";
export {
  CiamError,
  errorCatalogue,
  errorFromService,
  UsageError,
  type CatalogueEntry,
  type CiamErrorDetails,
  type ErrorClass,
} from "./errors";
export { ALGORITHM, scopeDate, sign, type Tc3Request, type Tc3Signature } from "./tc3";
