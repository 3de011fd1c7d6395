import fc from "fast-check";

/**
 * Properties are tried on the same examples in every run, so that a change that passed once passes again. Other examples
 * come with another seed: `make properties SEED=7`.
 */
fc.configureGlobal({ seed: Number(process.env.CIAM_PROPERTY_SEED ?? 2026) });
