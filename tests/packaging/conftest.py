"""The packaging suite: what is deployed, as it is built."""

from fixtures.builds import any_build, builder, machine_build

__all__ = ["any_build", "builder", "machine_build"]
