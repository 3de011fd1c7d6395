import { endAsDeclared } from "./scenarios";

endAsDeclared(1);
