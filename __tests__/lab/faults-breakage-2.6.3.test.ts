import { breakages } from "./faults-breakage";

breakages("2.6.3");
