"""TrueFoundry's words for versions and what they are versions of, as they go out."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cairn.core.families import Known
from cairn.core.names import plain
from cairn.faces.http import Answer
from cairn.faces.truefoundry import forms
from cairn.faces.truefoundry.forms import STORAGE, Form, RepoName
from cairn.faces.truefoundry.models import Subject
from cairn.records import Version

_SNIPPET = """\
from pathlib import Path

from truefoundry.ml import get_client

Path("{name}").mkdir(exist_ok=True)
{noun}_version = get_client().get_{noun}_version_by_fqn({fqn})
{noun}_version.download(path="{name}")
"""
_SDK_SNIPPET = """\
from truefoundry import client

{noun}_version = next(iter(client.{noun}_versions.list(fqn={fqn})))
print({noun}_version.manifest)
"""


class Snippet(Answer):
    """Code that makes use of a version."""

    display_name: str
    language: str
    libraries: list[str]
    code: str


class VersionAnswer(Answer):
    """What all forms of versions tell."""

    id: str
    fqn: str
    created_by_subject: Subject
    manifest: dict[str, Any]
    ml_repo_id: str
    created_at: str
    updated_at: str
    usage_code_snippet: str
    tags: list[str]


class ArtifactVersion(VersionAnswer):
    """A version of an artifact."""

    artifact_id: str


class ModelVersion(VersionAnswer):
    """A version of a model."""

    model_id: str
    metrics: list[dict[str, Any]]
    deployable: bool


class PromptVersion(VersionAnswer):
    """A version of a prompt."""

    prompt_id: str
    usage_code_snippets: list[Snippet]


class AgentSkillVersion(VersionAnswer):
    """A version of an agent skill."""

    agent_skill_id: str
    usage_code_snippets: list[Snippet]


class InternalArtifactVersion(ArtifactVersion):
    """A version with what only TrueFoundry's own pages ask for."""

    artifact_size: int | None
    artifact_fqn: str
    internal_metadata: dict[str, Any] | None


class FamilyAnswer(Answer):
    """What all forms of families tell."""

    id: str
    ml_repo_id: str
    type: str
    name: str
    fqn: str
    created_by_subject: Subject
    created_at: str
    updated_at: str


class Artifact(FamilyAnswer):
    """An artifact."""

    latest_version: ArtifactVersion | None


class Model(FamilyAnswer):
    """A model."""

    latest_version: ModelVersion | None


class Prompt(FamilyAnswer):
    """A prompt."""

    latest_version: PromptVersion | None


class AgentSkill(FamilyAnswer):
    """An agent skill."""

    latest_version: AgentSkillVersion | None


@dataclass(frozen=True, slots=True)
class Words:
    """How a deployment tells of its versions."""

    tenant: str
    repo_name: RepoName
    address: Callable[[str], str]
    """Tells where we keep the files of a version."""

    def artifact_version(self, version: Version) -> ArtifactVersion:
        """Translate from the registry."""
        return ArtifactVersion(**self._version(version, forms.ARTIFACT), artifact_id=version.family_id)

    def model_version(self, version: Version) -> ModelVersion:
        """Translate from the registry."""
        said = self._version(version, forms.MODEL)
        return ModelVersion(**said, model_id=version.family_id, metrics=[], deployable=False)

    def prompt_version(self, version: Version) -> PromptVersion:
        """Translate from the registry."""
        said = self._version(version, forms.PROMPT)
        return PromptVersion(**said, prompt_id=version.family_id, usage_code_snippets=[_snippet(said["usage_code_snippet"])])

    def agent_skill_version(self, version: Version) -> AgentSkillVersion:
        """Translate from the registry."""
        said = self._version(version, forms.AGENT_SKILL)
        code = [_snippet(said["usage_code_snippet"])]
        return AgentSkillVersion(**said, agent_skill_id=version.family_id, usage_code_snippets=code)

    def internal_version(self, version: Version) -> InternalArtifactVersion:
        """Translate from the registry."""
        form = next(form for form in forms.ALL if version.kind in form.listed)
        internal = version.metadata.get(".truefoundry")
        return InternalArtifactVersion(
            **self._version(version, form),
            artifact_id=version.family_id,
            artifact_size=version.size_bytes,
            artifact_fqn=self._fqn(version.kind, version.project, version.name),
            internal_metadata=internal if isinstance(internal, dict) else None,
        )

    def artifact(self, known: Known) -> Artifact:
        """Translate from the registry."""
        latest = known.latest and self.artifact_version(known.latest)
        return Artifact(**self._family(known, "artifact"), latest_version=latest)

    def model(self, known: Known) -> Model:
        """Translate from the registry."""
        latest = known.latest and self.model_version(known.latest)
        return Model(**self._family(known, "model"), latest_version=latest)

    def prompt(self, known: Known) -> Prompt:
        """Translate from the registry."""
        latest = known.latest and self.prompt_version(known.latest)
        return Prompt(**self._family(known, "chat_prompt"), latest_version=latest)

    def agent_skill(self, known: Known) -> AgentSkill:
        """Translate from the registry."""
        latest = known.latest and self.agent_skill_version(known.latest)
        return AgentSkill(**self._family(known, "agent-skill"), latest_version=latest)

    def _fqn(self, kind: Any, project: str, name: str, number: int | None = None) -> str:
        return forms.fqn(kind, self.tenant, self.repo_name(project), name, number)

    def _family(self, known: Known, word: str) -> dict[str, Any]:
        entry, latest = known.entry, known.latest
        began = entry.created_at or (latest.created_at if latest else "")
        by = entry.created_by or (latest.created_by if latest else "")
        return {
            "id": entry.family_id,
            "ml_repo_id": forms.repo_id(entry.project),
            "type": word,
            "name": entry.name,
            "fqn": self._fqn(entry.kind, entry.project, entry.name),
            "created_by_subject": Subject.user(by),
            "created_at": began,
            "updated_at": latest.updated_at if latest else began,
        }

    def _version(self, version: Version, form: Form) -> dict[str, Any]:
        name = self._fqn(version.kind, version.project, version.name, version.number)
        noun, template = _NOUNS[form]
        quoted = json.dumps(name, ensure_ascii=False)
        return {
            "id": version.id,
            "fqn": name,
            "created_by_subject": Subject.user(version.created_by),
            "manifest": self._manifest(version, form),
            "ml_repo_id": forms.repo_id(version.project),
            "created_at": version.created_at,
            "updated_at": version.updated_at,
            "usage_code_snippet": template.format(noun=noun, fqn=quoted, name=plain(version.name)),
            "tags": list(version.labels),
        }

    def _manifest(self, version: Version, form: Form) -> dict[str, Any]:
        told: dict[str, Any] = {
            "type": form.manifest_type,
            "name": plain(version.name),
            "ml_repo": self.repo_name(version.project),
            "metadata": dict(version.metadata),
            "version": version.number,
        }
        said = {"description": version.description, "version_alias": version.alias, "run_id": version.run_id}
        told |= {member: value for member, value in said.items() if value is not None}
        if form in {forms.ARTIFACT, forms.MODEL}:
            told |= {"source": self._source(version), "step": 0}
        return told | dict(version.manifest)

    def _source(self, version: Version) -> Mapping[str, Any]:
        """Return where the files are; of what was registered by another URL, where ours would be: clients take no others."""
        if version.tree is None and re.match(STORAGE, version.source or ""):
            return {"type": "external", "uri": version.source}
        return {"type": "truefoundry", "uri": self.address(version.id)}


def _snippet(code: str) -> Snippet:
    return Snippet(display_name="Python", language="python", libraries=["truefoundry"], code=code)


_NOUNS = {
    forms.ARTIFACT: ("artifact", _SNIPPET),
    forms.MODEL: ("model", _SNIPPET),
    forms.PROMPT: ("prompt", _SDK_SNIPPET),
    forms.AGENT_SKILL: ("agent_skill", _SDK_SNIPPET),
}
