"""What the functions of the TrueFoundry face are built from, on this deployment's registry."""

from cairn import composition
from cairn.faces.truefoundry.listing import Lists
from cairn.faces.truefoundry.publishing import Manifests
from cairn.faces.truefoundry.repo_names import repo_names
from cairn.faces.truefoundry.versions import Words
from cairn.runtime.settings import settings
from cairn.store.trees import address


def words() -> Words:
    """Return how this deployment tells of its versions."""
    bucket = settings().bucket
    return Words(settings().tenant, repo_names(), lambda tree_id: address(bucket, tree_id))


def lists() -> Lists:
    """Return what answers lists."""
    return Lists(composition.families(), composition.projects(), settings().tenant)


def manifests() -> Manifests:
    """Return what publishes manifests."""
    return Manifests(composition.publishing(), composition.projects())


def prompts() -> Manifests:
    """Return what publishes manifests of what has no files."""
    return Manifests(composition.publishing_without_files(), composition.projects())
