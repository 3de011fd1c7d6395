import { vendorsClient } from "./suite/api";
import { runSuite } from "./suite/run";

runSuite(vendorsClient);
