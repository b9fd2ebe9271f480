"""The forms in which TrueFoundry's clients know versions, and the words that name them."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from cairn.core.names import FILES, reach
from cairn.records import DEFAULT_PROJECT, Kind

DEFAULT_REPO = "1"
"""What the default project is called by clients, whose ids of ML repos must be numbers."""

STORAGE = r"^(s3|gs|wasbs)://.*"
"""Where clients take files to lie."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its kind, and the type that manifests of it have."""

    kind: Kind
    manifest_type: str

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What an id or a name of this form may mean."""
        return reach(self.kind)

    @property
    def listed(self) -> tuple[Kind, ...]:
        """What lists of this form have: a model that was logged as an artifact is listed with the models."""
        return FILES if self.kind is Kind.ARTIFACT else (self.kind,)


ARTIFACT = Form(Kind.ARTIFACT, "artifact-version")
MODEL = Form(Kind.MODEL, "model-version")
PROMPT = Form(Kind.PROMPT, "chat_prompt")
AGENT_SKILL = Form(Kind.AGENT_SKILL, "agent-skill")

ALL = (ARTIFACT, MODEL, PROMPT, AGENT_SKILL)

_WORDS = {Kind.PROMPT: "chat_prompt"}
_KINDS = {_WORDS.get(kind, kind.value): kind for kind in Kind}
_FQN = re.compile(r"([a-z_-]+):([^/:]+)/([^/:]+)/(.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fqn:
    """A fully qualified name, taken apart: `{kind}:{tenant}/{ML repo}/{name}`, with `:{number or alias}` of a version."""

    kind: Kind
    tenant: str
    repo: str
    name: str
    version: str

    @classmethod
    def of_version(cls, text: str) -> "Fqn | None":
        """Take a version's name apart; None if it is none."""
        found = _FQN.fullmatch(text)
        name, colon, version = found[4].rpartition(":") if found else ("", "", "")
        if found is None or found[1] not in _KINDS or not colon or not name or not version:
            return None
        return cls(_KINDS[found[1]], found[2], found[3], name, version)

    @classmethod
    def of_family(cls, text: str) -> "Fqn | None":
        """Take the name of what has versions apart; None if it is none."""
        found = _FQN.fullmatch(text)
        if found is None or found[1] not in _KINDS:
            return None
        return cls(_KINDS[found[1]], found[2], found[3], found[4], "")


def fqn(kind: Kind, tenant: str, repo: str, name: str, number: int | None = None) -> str:
    """Return the fully qualified name of a version, or (number None) of what it is a version of."""
    text = f"{_WORDS.get(kind, kind.value)}:{tenant}/{repo}/{name}"
    return text if number is None else f"{text}:{number}"


def repo_id(project: str) -> str:
    """Return what clients call a project."""
    return DEFAULT_REPO if project == DEFAULT_PROJECT else project


def project_of(repo: str) -> str:
    """Return the project that clients call so."""
    return DEFAULT_PROJECT if repo == DEFAULT_REPO else repo


RepoName = Callable[[str], str]
"""Tells the name of a project."""
