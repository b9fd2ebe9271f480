"""Fully qualified names, manifests and lists of the TrueFoundry face, without a registry."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from cairn.faces.truefoundry import forms
from cairn.faces.truefoundry.forms import Fqn, fqn, project_of, repo_id
from cairn.faces.truefoundry.manifests import AgentSkillManifest, ArtifactManifest, ChatPromptManifest, ModelManifest
from cairn.projects import Project
from cairn.records import Kind

PROJECT = Project(id="2", name="vision", storage_integration_fqn="local")
NAMES = st.from_regex(r"[A-Za-z0-9_\-]{1,256}", fullmatch=True)
ANY_NAMES = st.text(min_size=1, max_size=40)
"""What the trust face takes: whatever it is."""
PLACES = st.from_regex(r"[a-zA-Z][a-zA-Z0-9\-]{1,98}[a-zA-Z0-9]", fullmatch=True)
BASE = {"name": "n", "ml_repo": "vision", "metadata": {}}
EXTERNAL = BASE | {"source": {"type": "external", "uri": "s3://elsewhere/x"}}
ALIAS = re.compile(r"v[a-zA-Z0-9.-]*[a-zA-Z0-9]", re.ASCII)


@given(kind=st.sampled_from(Kind), tenant=PLACES, repo=PLACES, name=ANY_NAMES, number=st.integers(1, 10**10 - 1))
def test_a_fully_qualified_name_is_taken_apart_as_it_was_put_together(kind, tenant, repo, name, number):
    assert Fqn.of_version(fqn(kind, tenant, repo, name, number)) == Fqn(kind, tenant, repo, name, str(number))
    assert Fqn.of_family(fqn(kind, tenant, repo, name)) == Fqn(kind, tenant, repo, name, "")


@given(kind=st.sampled_from(Kind), name=NAMES, alias=st.from_regex(ALIAS, fullmatch=True))
def test_an_alias_stands_where_the_number_does(kind, name, alias):
    assert Fqn.of_version(f"{fqn(kind, 'cairn', 'vision', name)}:{alias}") == Fqn(kind, "cairn", "vision", name, alias)


@given(st.text())
def test_whatever_is_asked_for_is_a_name_or_none(text):
    for found in (Fqn.of_version(text), Fqn.of_family(text)):
        assert found is None or text.startswith(fqn(found.kind, found.tenant, found.repo, found.name))


@pytest.mark.parametrize(
    "text",
    [
        "", "n", "artifact:", "artifact:a/b", "artifact:a/b/", "artifact:a/b/n", "artifact:a/b/n:", "artifact:a/b/:1",
        "picture:a/b/n:1", "artifact:/b/n:1", "artifact:a//n:1", "artifact:a:b/c/n:1", "ARTIFACT:a/b/n:1", " artifact:a/b/n:1",
    ],
)  # fmt: skip
def test_what_names_no_version_is_none(text):
    assert Fqn.of_version(text) is None


def test_the_default_project_has_a_number_for_clients_and_others_their_own():
    assert (repo_id("default"), project_of("1"), repo_id("2"), project_of("2")) == ("1", "default", "2", "2")
    assert int(repo_id("default")) > 0


def test_a_name_of_one_form_may_mean_a_model_that_was_logged_as_an_artifact():
    assert set(forms.ARTIFACT.kinds) == {Kind.ARTIFACT, Kind.DATASET, Kind.CODE, Kind.MODEL}
    listed = [kind for form in forms.ALL for kind in form.listed]
    assert sorted(listed) == sorted(Kind)


def test_a_manifest_says_what_shall_be_kept():
    told = ArtifactManifest.model_validate(
        EXTERNAL
        | {"metadata": {".truefoundry": {"artifact_size": 7}, "type": "dataset"}, "step": None, "description": "d"}
        | {"version_alias": "v1", "run_id": "r", "version": 3}
    ).said(PROJECT)
    assert (told.form, told.kind, told.name, told.number) == (Kind.ARTIFACT, Kind.DATASET, "n", 3)
    assert (told.address, told.is_managed, told.declared_bytes) == ("s3://elsewhere/x", False, 7)
    assert (told.description, told.alias, told.run_id, told.manifest) == ("d", "v1", "r", {"step": 0})


@pytest.mark.parametrize("size", [None, "7", 7.5, [], {}])
def test_a_size_that_is_no_number_of_bytes_is_not_held_against_the_upload(size):
    told = ArtifactManifest.model_validate(EXTERNAL | {"metadata": {".truefoundry": {"artifact_size": size}}}).said(PROJECT)
    assert told.declared_bytes is None
    assert ArtifactManifest.model_validate(EXTERNAL | {"metadata": {".truefoundry": size}}).said(PROJECT).declared_bytes is None


def test_only_an_artifact_can_say_what_it_is():
    for kind in ("model", "dataset", "code", "prompt", "artifact", 1, None, ["model"]):
        metadata = EXTERNAL | {"metadata": {"type": kind}}
        wanted = Kind(kind) if kind in ("model", "dataset", "code") else Kind.ARTIFACT
        assert ArtifactManifest.model_validate(metadata).said(PROJECT).kind is wanted
        assert ModelManifest.model_validate(metadata).said(PROJECT).kind is Kind.MODEL


def test_a_prompt_is_kept_whole_and_a_skill_with_its_source():
    said = {"messages": [{"role": "user", "content": "hello"}], "variables": {"a": None}, "sub_type": "mine"}
    prompt = ChatPromptManifest.model_validate(BASE | said | {"tools": None})
    assert prompt.said(PROJECT).manifest == said
    inline = AgentSkillManifest.model_validate(BASE | {"source": {"type": "inline", "skill_md": "# S"}}).said(PROJECT)
    assert (inline.address, inline.is_managed) == (None, False)
    assert inline.manifest == {"source": {"type": "inline", "skill_md": "# S"}}
    source = {"type": "blob-storage", "uri": "s3://b/t", "description": "d"}
    stored = AgentSkillManifest.model_validate(BASE | {"source": source}).said(PROJECT)
    assert (stored.address, stored.is_managed) == ("s3://b/t", True)


@given(st.text(max_size=12))
def test_an_alias_is_what_the_clients_expression_says(text):
    is_one = bool(ALIAS.fullmatch(text))
    try:
        told = ArtifactManifest.model_validate(EXTERNAL | {"version_alias": text}).said(PROJECT)
    except ValidationError as invalid:
        assert not is_one
        assert invalid.errors()[0]["loc"] == ("version_alias",)
    else:
        assert is_one
        assert told.alias == text


@given(st.text(max_size=12))
def test_a_name_is_what_the_clients_expression_says(text):
    is_one = bool(re.fullmatch(r"[A-Za-z0-9_\-]+", text))
    try:
        ModelManifest.model_validate(EXTERNAL | {"name": text})
    except ValidationError as invalid:
        assert not is_one
        assert invalid.errors()[0]["loc"] == ("name",)
    else:
        assert is_one
