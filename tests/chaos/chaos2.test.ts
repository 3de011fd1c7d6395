import { endAsDeclared } from "./endAsDeclared";

endAsDeclared(1);
