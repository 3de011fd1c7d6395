import { endAsDeclared } from "./endAsDeclared";

endAsDeclared(0);
