// The first walk: ten steps from a report to a restriction that is lifted.
// Each step says what to do and why, finds what to press next, and knows when it is done.

export const STEPS = [];
