"""Programs that measure: run by hand, figures quoted in docs/measurements.md; never timed tests."""
