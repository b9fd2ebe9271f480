"""Manifests of any kind: applied, and what they name deleted, as `tfy apply` and `tfy delete` ask for it."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field

from cairn import composition
from cairn.core.artifacts import Artifacts
from cairn.core.data_directories import DataDirectories
from cairn.core.projects import Projects
from cairn.errors import AliasTakenError, DirectoryMissingError
from cairn.faces.http import Answer, Request
from cairn.faces.truefoundry import forms, wiring
from cairn.faces.truefoundry.data_directories import DirectoryManifest, DirectoryWords, NamedDirectory, directory_words
from cairn.faces.truefoundry.forms import Form
from cairn.faces.truefoundry.kept import Flag
from cairn.faces.truefoundry.listing import Lists
from cairn.faces.truefoundry.lists import ListVersionsRequest
from cairn.faces.truefoundry.manifests import (
    AgentSkillManifest,
    ArtifactManifest,
    ChatPromptManifest,
    ModelManifest,
    NamedVersion,
    RepoName,
    VersionManifest,
)
from cairn.faces.truefoundry.publishing import Manifests
from cairn.faces.truefoundry.repos import Repo, RepoManifest, manifest_of
from cairn.faces.truefoundry.versions import VersionAnswer, Words
from cairn.permissions import Caller
from cairn.records import Version
from cairn.runtime.settings import settings

AnyManifest = Annotated[
    RepoManifest | ArtifactManifest | ModelManifest | ChatPromptManifest | AgentSkillManifest | DirectoryManifest,
    Field(discriminator="type"),
]


class NamedRepo(Request):
    """What names a repo that is there."""

    type: Literal["ml-repo"]
    name: RepoName


class ApplyBody(Request):
    """The body of applying a manifest; there is nothing that `force` would have to force."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True, populate_by_name=True)

    manifest: AnyManifest
    dry_run: Annotated[Flag | None, Field(alias="dryRun")] = False


class ApplyRequest(Request):
    """Applying a manifest."""

    body: ApplyBody


class DeleteBody(Request):
    """The body of deleting what a manifest names."""

    manifest: Annotated[NamedRepo | NamedVersion | NamedDirectory, Field(discriminator="type")]


class DeleteRequest(Request):
    """Deleting what a manifest names."""

    body: DeleteBody


class Applied(Answer):
    """What came of a manifest; a dry run tells no data of what is not there."""

    action: Literal["CREATE", "UPDATE"]
    data: dict[str, Any] | None = None
    existing_manifest: Annotated[dict[str, Any] | None, Field(serialization_alias="existingManifest")] = None

    @classmethod
    def of(cls, data: Answer | None, existing: dict[str, Any] | None) -> Self:
        """Tell of what was made (existing None), or changed."""
        told = None if data is None else data.model_dump(by_alias=True, exclude_none=True)
        return cls(action="CREATE" if existing is None else "UPDATE", data=told, existing_manifest=existing)


@dataclass(frozen=True, slots=True)
class Versions:
    """What applies and deletes versions."""

    manifests: Manifests
    lists: Lists
    words: Words
    registry: Artifacts

    def apply(self, caller: Caller, manifest: VersionManifest, *, is_dry: bool) -> Applied:
        """Publish what a manifest says; without a number that is a new version, unless the newest is just that."""
        old = self._standing(caller, manifest)
        version = self._rehearsed(caller, manifest) if is_dry else self.manifests.publish(caller, manifest)
        existing = self._told(old, manifest.form).manifest if old is not None and old.id == version.id else None
        return Applied.of(None if is_dry else self._told(version, manifest.form), existing)

    def delete(self, caller: Caller, manifest: NamedVersion) -> None:
        """Delete the version that has the manifest's number, or its alias."""
        version = self.lists.named(caller, manifest)
        self.registry.delete(caller, version.kind, version.id)

    def _standing(self, caller: Caller, manifest: VersionManifest) -> Version | None:
        """Return the version that a manifest may be about: that of its number, else the newest."""
        project = composition.projects().find(caller, manifest.ml_repo).id
        asked = ListVersionsRequest(limit=1, name=manifest.name, ml_repo_id=forms.repo_id(project), version=manifest.version)
        found, _ = self.lists.versions(caller, manifest.form, asked)
        return found[0] if found else None

    def _rehearsed(self, caller: Caller, manifest: VersionManifest) -> Version:
        rehearsed = Manifests(composition.rehearsal(), composition.projects()).publish(caller, manifest)
        alias = rehearsed.alias
        place = rehearsed.project, rehearsed.kind, rehearsed.name
        holder = composition.families().named(caller, *place, alias) if alias is not None else None
        if holder is not None and holder.id != rehearsed.id:
            raise AliasTakenError(alias=alias, number=holder.number)
        return rehearsed

    def _told(self, version: Version, form: Form) -> VersionAnswer:
        tell = {
            forms.ARTIFACT: self.words.artifact_version,
            forms.MODEL: self.words.model_version,
            forms.PROMPT: self.words.prompt_version,
            forms.AGENT_SKILL: self.words.agent_skill_version,
        }[form]
        return tell(version)


@dataclass(frozen=True, slots=True)
class Applying:
    """What applies manifests."""

    projects: Projects
    directories: DataDirectories
    directory_words: DirectoryWords
    versions: Versions
    tenant: str

    def apply(self, caller: Caller, manifest: AnyManifest, *, is_dry: bool) -> Applied:
        """Make or change what a manifest says; raises as making and changing that does."""
        match manifest:
            case RepoManifest():
                return self._repo(caller, manifest, is_dry=is_dry)
            case DirectoryManifest():
                return self._directory(caller, manifest, is_dry=is_dry)
            case _:
                return self.versions.apply(caller, manifest, is_dry=is_dry)

    def delete(self, caller: Caller, manifest: NamedRepo | NamedVersion | NamedDirectory) -> None:
        """Delete what a manifest names; raises as deleting that does."""
        match manifest:
            case NamedRepo():
                self.projects.delete(caller, self.projects.find(caller, manifest.name).id)
            case NamedDirectory():
                found = self.directories.named(caller, manifest.ml_repo, manifest.name)
                if found is None:
                    raise DirectoryMissingError(id=f"{manifest.ml_repo}/{manifest.name}")
                self.directories.delete(caller, found.id)
            case _:
                self.versions.delete(caller, manifest)

    def _repo(self, caller: Caller, manifest: RepoManifest, *, is_dry: bool) -> Applied:
        seen, _ = self.projects.page(caller, 0, 1, manifest.name)
        made = self.projects.create_or_update(caller, manifest.draft, dry_run=is_dry)
        existing = manifest_of(seen[0]) if seen else None
        return Applied.of(None if is_dry and not seen else Repo.of(made, self.tenant), existing)

    def _directory(self, caller: Caller, manifest: DirectoryManifest, *, is_dry: bool) -> Applied:
        old = self.directories.named(caller, manifest.ml_repo, manifest.name)
        directories = composition.directory_rehearsal() if is_dry else self.directories
        made = directories.create_or_update(caller, manifest.draft)
        existing = self.directory_words.manifest(old) if old else None
        return Applied.of(None if is_dry and old is None else self.directory_words.directory(made), existing)


def applying() -> Applying:
    """Return what applies manifests in this deployment."""
    versions = Versions(wiring.manifests(), wiring.lists(), wiring.words(), composition.artifacts())
    return Applying(composition.projects(), composition.data_directories(), directory_words(), versions, settings().tenant)
