// The guided walks, in the order in which they are offered. Each says what to do and why, step by step; a step finds
// what to press next, and knows when it is done.

import { asking } from "./asking.js";
import { mainJob } from "./main_job.js";
import { namedOnline } from "./named_online.js";
import { threat } from "./threat.js";

export const WALKS = [mainJob, namedOnline, threat, asking];
