"""Projects, versions with files, runs and data directories."""

from functools import cache
from typing import TYPE_CHECKING

from cairn.composition.foundation import directory, retire, table, trees, versions
from cairn.runtime import clients
from cairn.runtime.settings import settings
from cairn.store.families import FamilyStore
from cairn.store.uploads import UploadStore
from cairn.store.versions import VersionStore

if TYPE_CHECKING:
    from cairn.core.data_directories import DataDirectories
    from cairn.core.families import Families
    from cairn.core.labels import Labels
    from cairn.core.project_reset import ProjectReset
    from cairn.core.projects import Projects
    from cairn.core.publishing import Publishing
    from cairn.core.remains import Remains
    from cairn.core.removal import FamilyRemoval
    from cairn.core.run_search import RunSearch
    from cairn.core.runs import Runs
    from cairn.core.staging import Staging
    from cairn.core.trees import Files
    from cairn.store.data_directories import DataDirectoryStore
    from cairn.store.runs import RunStore


@cache
def projects() -> "Projects":
    """Return making, finding, changing and deleting projects."""
    from cairn.access.collaborators import Collaborators
    from cairn.core.projects import Projects
    from cairn.store.projects import ProjectStore

    holds = {
        "artifacts, models, prompts and agent skills": FamilyStore(table()).holds_any,
        "runs": _run_store().holds_any,
        "data directories": _data_directory_store().holds_any,
    }
    return Projects(ProjectStore(table()), Collaborators(directory()), holds)


@cache
def runs() -> "Runs":
    """Return runs: begin, report, change and delete."""
    from cairn.core.runs import Runs

    return Runs(_run_store(), projects())


@cache
def project_reset() -> "ProjectReset":
    """Return emptying and deleting projects."""
    from cairn.core.project_reset import ProjectReset
    from cairn.store.projects import ProjectStore

    return ProjectReset(projects(), runs(), (ProjectStore(table()), _run_store(), _data_directory_store()))


@cache
def run_search() -> "RunSearch":
    """Return finding runs."""
    from cairn.core.run_search import RunSearch

    return RunSearch(_run_store(), projects())


@cache
def _run_store() -> "RunStore":
    from cairn.store.runs import RunStore

    return RunStore(table())


@cache
def data_directories() -> "DataDirectories":
    """Return data directories and their files."""
    from cairn.core.data_directories import DataDirectories

    return DataDirectories(_data_directory_store(), projects(), trees())


@cache
def _data_directory_store() -> "DataDirectoryStore":
    from cairn.store.data_directories import DataDirectoryStore

    return DataDirectoryStore(table())


@cache
def publishing() -> "Publishing":
    """Return making and changing versions by what their clients say of them."""
    from cairn.core.publishing import Publishing

    return Publishing(versions(), FamilyStore(table()), UploadStore(table()), trees())


def rehearsal() -> "Publishing":
    """Return publishing that writes nothing, for one time: it would remember what it did."""
    from cairn.core.publishing import Publishing
    from cairn.store.table import Rehearsal

    kept = Rehearsal(clients.dynamodb(clients.TRIES), settings().table)
    return Publishing(VersionStore(kept), FamilyStore(kept), UploadStore(kept), trees())


@cache
def directory_rehearsal() -> "DataDirectories":
    """Return making data directories without writing anything."""
    from cairn.core.data_directories import DataDirectories
    from cairn.store.data_directories import DataDirectoryStore
    from cairn.store.table import Rehearsal

    kept = Rehearsal(clients.dynamodb(clients.TRIES), settings().table)
    return DataDirectories(DataDirectoryStore(kept), projects(), trees())


@cache
def publishing_without_files() -> "Publishing":
    """Return the same for what has no files: no client of the bucket is made."""
    from cairn.core.publishing import Publishing

    return Publishing(versions(), FamilyStore(table()), UploadStore(table()), None)


@cache
def staging() -> "Staging":
    """Return beginning uploads."""
    from cairn.core.staging import Staging

    return Staging(UploadStore(table()), FamilyStore(table()), trees())


@cache
def files() -> "Files":
    """Return listing and downloading the files of versions."""
    from cairn.core.trees import Files

    return Files(versions(), UploadStore(table()), trees())


@cache
def families() -> "Families":
    """Return finding what was published."""
    from cairn.core.families import Families

    return Families(versions(), FamilyStore(table()))


@cache
def labels() -> "Labels":
    """Return tagging versions."""
    from cairn.core.labels import Labels

    return Labels(versions(), FamilyStore(table()))


@cache
def remains() -> "Remains":
    """Return clearing up after what was deleted, or never published."""
    from cairn.core.remains import Remains

    return Remains(FamilyStore(table()), UploadStore(table()), trees())


@cache
def family_removal() -> "FamilyRemoval":
    """Return deleting all versions of a name."""
    from cairn.core.removal import FamilyRemoval, Removal

    return FamilyRemoval(families(), Removal(versions(), retire))
