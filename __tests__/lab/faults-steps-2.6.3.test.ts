import { killedOrInterrupted } from "./faults-steps";

killedOrInterrupted("2.6.3");
