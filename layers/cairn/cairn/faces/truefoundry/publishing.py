"""TrueFoundry's words for making, changing, tagging and reading versions."""

from typing import Annotated

from pydantic import Field, StringConstraints

from cairn.core.labels import LABELS
from cairn.core.projects import Projects
from cairn.core.publishing import Publishing
from cairn.faces.http import Answer, Request
from cairn.faces.truefoundry.kept import Flag
from cairn.faces.truefoundry.manifests import (
    AgentSkillManifest,
    ArtifactManifest,
    ChatPromptManifest,
    ModelManifest,
    NamedVersion,
    VersionManifest,
)
from cairn.faces.truefoundry.versions import (
    AgentSkill,
    AgentSkillVersion,
    Artifact,
    ArtifactVersion,
    Model,
    ModelVersion,
    Prompt,
    PromptVersion,
)  # fmt: skip
from cairn.permissions import Caller
from cairn.records import Version

Tag = Annotated[str, StringConstraints(min_length=1, max_length=128)]


class ArtifactBody(Request):
    """An artifact's version, as it shall be."""

    manifest: ArtifactManifest


class ModelBody(Request):
    """A model's version, as it shall be."""

    manifest: ModelManifest


class PromptBody(Request):
    """A prompt's version, as it shall be."""

    manifest: ChatPromptManifest


class AgentSkillBody(Request):
    """An agent skill's version, as it shall be."""

    manifest: AgentSkillManifest


class ArtifactVersionRequest(Request):
    """Making or changing an artifact's version."""

    body: ArtifactBody


class ModelVersionRequest(Request):
    """Making or changing a model's version."""

    body: ModelBody


class PromptVersionRequest(Request):
    """Making or changing a prompt's version."""

    body: PromptBody


class AgentSkillVersionRequest(Request):
    """Making or changing an agent skill's version."""

    body: AgentSkillBody


class IdPath(Request):
    """Something, named by id."""

    id: str


class Tags(Request):
    """What versions of all forms are tagged with: these tags and no others."""

    tags: Annotated[list[Tag], Field(max_length=LABELS)]
    force: Flag | None = None


class ArtifactTags(Tags):
    """Tags of an artifact's version."""

    id: Annotated[str, Field(validation_alias="artifact_version_id")]


class ModelTags(Tags):
    """Tags of a model's version."""

    id: Annotated[str, Field(validation_alias="model_version_id")]


class PromptTags(Tags):
    """Tags of a prompt's version."""

    id: Annotated[str, Field(validation_alias="prompt_version_id")]


class ArtifactTagsRequest(Request):
    """Tagging an artifact's version."""

    body: ArtifactTags


class ModelTagsRequest(Request):
    """Tagging a model's version."""

    body: ModelTags


class PromptTagsRequest(Request):
    """Tagging a prompt's version."""

    body: PromptTags


class NamedVersionBody(Request):
    """A version, by its manifest."""

    manifest: NamedVersion


class NamedVersionRequest(Request):
    """Deleting what a manifest names."""

    body: NamedVersionBody


class ArtifactVersionAnswer(Answer):
    """A version of an artifact."""

    data: ArtifactVersion


class ModelVersionAnswer(Answer):
    """A version of a model."""

    data: ModelVersion


class PromptVersionAnswer(Answer):
    """A version of a prompt."""

    data: PromptVersion


class AgentSkillVersionAnswer(Answer):
    """A version of an agent skill."""

    data: AgentSkillVersion


class ArtifactAnswer(Answer):
    """An artifact."""

    data: Artifact


class ModelAnswer(Answer):
    """A model."""

    data: Model


class PromptAnswer(Answer):
    """A prompt."""

    data: Prompt


class AgentSkillAnswer(Answer):
    """An agent skill."""

    data: AgentSkill


class Manifests:
    """Makes, changes and deletes what manifests say."""

    def __init__(self, publishing: Publishing, projects: Projects) -> None:
        """Publish into projects."""
        self._publishing = publishing
        self._projects = projects

    def publish(self, caller: Caller, manifest: VersionManifest) -> Version:
        """Make or change a version; raises as `cairn.core.publishing` and `cairn.core.projects` do."""
        return self._publishing.publish(caller, manifest.said(self._projects.find(caller, manifest.ml_repo)))
