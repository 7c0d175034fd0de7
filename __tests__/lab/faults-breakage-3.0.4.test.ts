import { breakages } from "./faults-breakage";

breakages("3.0.4");
