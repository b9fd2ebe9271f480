"""What the functions of the TrueFoundry face are built from, on this deployment's registry."""

from cairn import composition
from cairn.faces.truefoundry.lists import Lists
from cairn.faces.truefoundry.publishing import Manifests
from cairn.faces.truefoundry.versions import Words
from cairn.runtime.settings import settings


def words() -> Words:
    """Return how this deployment tells of its versions; the names of ML repos never change, so each is read once."""
    repos = composition.projects()
    return Words(settings().tenant, lambda project: repos.by_id(project).name)


def lists() -> Lists:
    """Return what answers lists."""
    return Lists(composition.families(), composition.projects(), settings().tenant)


def manifests() -> Manifests:
    """Return what publishes manifests."""
    return Manifests(composition.publishing(), composition.projects())
