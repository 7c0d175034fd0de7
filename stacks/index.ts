/** Ready-made stacks. */
export * from "./hub-and-spoke-stack";
export * from "./kea-app";
export * from "./kea-stack";
