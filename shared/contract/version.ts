/** Raised with every change of the contract: page and engine that differ say so and do no half-work. */
export const CONTRACT_VERSION = 15;
