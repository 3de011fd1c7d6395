import { endAsDeclared } from "./scenarios";

endAsDeclared(0);
