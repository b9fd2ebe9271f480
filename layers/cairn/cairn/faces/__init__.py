"""The APIs that the registry answers, each in its own words; none knows another."""
