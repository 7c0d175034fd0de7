import { Family } from "../../kea/model/family";
import { planTruth } from "./plan-truth";

planTruth(Family.V4, ["load-balancing", "passive-backup"]);
planTruth(Family.V6, ["hot-standby"]);
