"""TrueFoundry's words for data directories."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field

from cairn import composition
from cairn.core.data_directories import DataDirectories, DirectoryDraft
from cairn.faces.http import Answer, Request
from cairn.faces.truefoundry import forms
from cairn.faces.truefoundry.forms import RepoName
from cairn.faces.truefoundry.manifests import Description, ExternalSource, Name, Source
from cairn.faces.truefoundry.manifests import RepoName as Repo
from cairn.faces.truefoundry.models import PAGE_LIMIT, Pagination, Subject
from cairn.faces.truefoundry.repo_names import repo_names
from cairn.permissions import Caller
from cairn.runtime.settings import settings
from cairn.training import DataDirectory

_PREFIX = "data-dir:"
_FQN_PARTS = 3
_SNIPPET = """\
from pathlib import Path

from truefoundry.ml import get_client

Path("{name}").mkdir(exist_ok=True)
data_directory = get_client().get_data_directory_by_fqn("{fqn}")
data_directory.download(path="{name}")
"""


class DirectoryManifest(Request):
    """A data directory, as it shall be."""

    type: Literal["data-dir"] = "data-dir"
    name: Name
    ml_repo: Repo
    description: Description | None = None
    metadata: dict[str, Any]
    source: Source

    @property
    def draft(self) -> DirectoryDraft:
        """Translate to the registry."""
        return DirectoryDraft(
            project=self.ml_repo,
            name=self.name,
            description=self.description,
            metadata=self.metadata,
            source=self.source.uri,
            is_external=isinstance(self.source, ExternalSource),
        )


class NamedDirectory(Request):
    """What names a data directory that is there."""

    type: Literal["data-dir"] = "data-dir"
    name: Name
    ml_repo: Repo


class DirectoryBody(Request):
    """The body of making or changing a data directory."""

    manifest: DirectoryManifest


class DirectoryRequest(Request):
    """Making or changing a data directory."""

    body: DirectoryBody


class ListDirectoriesRequest(Request):
    """A page of data directories."""

    limit: Annotated[int, Field(ge=1)] = 100
    offset: Annotated[int, Field(ge=0, le=10**9)] = 0
    fqn: str | None = None
    ml_repo_id: str | None = None
    name: str | None = None


class DoomedFiles(Request):
    """The body of deleting files."""

    id: str
    paths: Annotated[list[str], Field(max_length=1_000)]


class DeleteFilesRequest(Request):
    """Deleting files."""

    body: DoomedFiles


class Directory(Answer):
    """A data directory."""

    id: str
    ml_repo_id: str
    name: str
    fqn: str
    created_by_subject: Subject
    created_at: str
    updated_at: str
    manifest: dict[str, Any]
    usage_code_snippet: str


class DirectoryAnswer(Answer):
    """A data directory."""

    data: Directory


class Directories(Answer):
    """A page of data directories, newest first."""

    data: list[Directory]
    pagination: Pagination


@dataclass(frozen=True, slots=True)
class DirectoryWords:
    """How a deployment tells of its data directories."""

    tenant: str
    repo_name: RepoName
    directories: DataDirectories

    def directory(self, directory: DataDirectory) -> Directory:
        """Translate from the registry."""
        repo = self.repo_name(directory.project)
        fqn = f"{_PREFIX}{self.tenant}/{repo}/{directory.name}"
        return Directory(
            id=directory.id,
            ml_repo_id=forms.repo_id(directory.project),
            name=directory.name,
            fqn=fqn,
            created_by_subject=Subject.user(directory.created_by),
            created_at=directory.created_at,
            updated_at=directory.updated_at,
            manifest=self.manifest(directory),
            usage_code_snippet=_SNIPPET.format(fqn=fqn, name=directory.name),
        )

    def manifest(self, directory: DataDirectory) -> dict[str, Any]:
        """Return a data directory as the manifest that it has."""
        source = "truefoundry" if directory.source is None else "external"
        said = {} if directory.description is None else {"description": directory.description}
        return {
            "type": "data-dir",
            "name": directory.name,
            "ml_repo": self.repo_name(directory.project),
            "metadata": dict(directory.metadata),
            "source": {"type": source, "uri": self.directories.address(directory)},
            **said,
        }

    def page(self, caller: Caller, asked: ListDirectoriesRequest) -> Directories:
        """Return a page; what is not there, or not seen, is an empty one."""
        limit = min(asked.limit, PAGE_LIMIT)
        if asked.fqn is not None:
            parts = asked.fqn.removeprefix(_PREFIX).split("/")
            is_ours = asked.fqn.startswith(_PREFIX) and len(parts) == _FQN_PARTS and parts[0] == self.tenant
            one = self.directories.named(caller, parts[1], parts[2]) if is_ours else None
            found, total = ([one] if one else [])[asked.offset :], int(one is not None)
        else:
            project = None if asked.ml_repo_id is None else forms.project_of(asked.ml_repo_id)
            found, total = self.directories.page(caller, project, asked.name, asked.offset, limit)
        data = [self.directory(one) for one in found]
        return Directories(data=data, pagination=Pagination(total=total, offset=asked.offset, limit=limit))


def directory_words() -> DirectoryWords:
    """Return how this deployment tells of its data directories."""
    return DirectoryWords(settings().tenant, repo_names(), composition.data_directories())
