"""TrueFoundry's words for ML repos."""

from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, StringConstraints

from cairn.core.projects import ProjectDraft
from cairn.faces.http import Answer, Request
from cairn.faces.truefoundry import forms
from cairn.faces.truefoundry.kept import Flag
from cairn.faces.truefoundry.manifests import Description, RepoName
from cairn.faces.truefoundry.models import PAGE_LIMIT, Pagination, Subject
from cairn.projects import Project

_ALWAYS = "1970-01-01T00:00:00.000Z"
"""When the default repo began: clients need a moment."""
_NOBODY = "cairn"
"""Who made the default repo."""


class CollaboratorWords(Request):
    """Who may do what in a repo."""

    subject: Annotated[str, StringConstraints(min_length=1, max_length=700)]
    role_id: Annotated[str, StringConstraints(min_length=1, max_length=128)]


class OwnedBy(Request):
    """The account that a repo belongs to."""

    account: Annotated[str, StringConstraints(max_length=256)]


class RepoManifest(Request):
    """A repo, as it shall be."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True, populate_by_name=True)

    type: Literal["ml-repo"] = "ml-repo"
    name: RepoName
    storage_integration_fqn: Annotated[str, StringConstraints(min_length=1, max_length=512)]
    description: Description | None = None
    collaborators: list[CollaboratorWords] | None = None
    owned_by: Annotated[OwnedBy | None, Field(alias="ownedBy")] = None

    @property
    def draft(self) -> ProjectDraft:
        """Translate to the registry."""
        named = self.collaborators
        return ProjectDraft(
            name=self.name,
            storage_integration_fqn=self.storage_integration_fqn,
            description=self.description,
            owned_by=self.owned_by.account if self.owned_by else None,
            collaborators=None if named is None else [(one.subject, one.role_id) for one in named],
        )


class RepoBody(Request):
    """The body of making or changing a repo."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True, populate_by_name=True)

    manifest: RepoManifest
    dry_run: Annotated[Flag | None, Field(alias="dryRun")] = False


class RepoRequest(Request):
    """Making or changing a repo."""

    body: RepoBody


class ListReposRequest(Request):
    """A page of repos."""

    limit: Annotated[int, Field(ge=1)] = 100
    offset: Annotated[int, Field(ge=0, le=10**9)] = 0
    name: str | None = None

    @property
    def page(self) -> int:
        """How many are told of at once."""
        return min(self.limit, PAGE_LIMIT)

    def pagination(self, total: int) -> Pagination:
        """Return how much there is."""
        return Pagination(total=total, offset=self.offset, limit=self.page)


class RepoPath(Request):
    """A repo, named by id."""

    id: str

    @property
    def project(self) -> str:
        """What the registry calls it."""
        return forms.project_of(self.id)


class Repo(Answer):
    """A repo."""

    id: str
    tenant_name: str
    account_id: str
    manifest: dict[str, Any]
    created_by_subject: Subject
    created_at: str

    @classmethod
    def of(cls, project: Project, tenant: str) -> Self:
        """Translate from the registry."""
        return cls(
            id=forms.repo_id(project.id),
            tenant_name=tenant,
            account_id=tenant,
            manifest=manifest_of(project),
            created_by_subject=Subject.user(project.created_by or _NOBODY),
            created_at=project.created_at or _ALWAYS,
        )


class RepoAnswer(Answer):
    """A repo."""

    data: Repo


class Repos(Answer):
    """A page of repos, newest first."""

    data: list[Repo]
    pagination: Pagination


def manifest_of(project: Project) -> dict[str, Any]:
    """Return a project as the manifest that would make it."""
    told: dict[str, Any] = {
        "type": "ml-repo",
        "name": project.name,
        "storage_integration_fqn": project.storage_integration_fqn,
        "collaborators": [{"subject": one.subject, "role_id": one.role} for one in project.collaborators],
    }
    if project.description is not None:
        told["description"] = project.description
    if project.owned_by is not None:
        told["ownedBy"] = {"account": project.owned_by}
    return told
