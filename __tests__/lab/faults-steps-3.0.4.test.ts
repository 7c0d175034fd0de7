import { killedOrInterrupted } from "./faults-steps";

killedOrInterrupted("3.0.4");
