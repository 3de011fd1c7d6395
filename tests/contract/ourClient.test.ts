import { ourClient } from "./suite/api";
import { runSuite } from "./suite/run";

runSuite(ourClient);
