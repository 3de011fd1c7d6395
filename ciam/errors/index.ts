export { BugError, bugReport } from "./bugError";
export { errorCatalogue, type CatalogueEntry, type ErrorClass } from "./catalogue";
export { AmbiguousError, CiamError, failedCall, ServiceError, type CiamErrorDetails } from "./ciamError";
export { errorFromService } from "./serviceReply";
export { UsageError } from "./usageError";
