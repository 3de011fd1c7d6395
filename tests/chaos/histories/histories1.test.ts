import { loseNobody } from "./loseNobody";

loseNobody(0);
