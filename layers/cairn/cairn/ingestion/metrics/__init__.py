"""The metrics: one module each, each a pure function of facts. docs/metrics.md has formulas, weights and reasons."""
