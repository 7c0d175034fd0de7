import { Family } from "../../kea/model/family";
import { planTruth } from "./plan-truth";

planTruth(Family.V4, ["hot-standby"]);
planTruth(Family.V6, ["load-balancing"]);
