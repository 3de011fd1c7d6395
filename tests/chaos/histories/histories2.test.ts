import { loseNobody } from "./loseNobody";

loseNobody(1);
