"""The published MLTE client, unmodified, as its documentation says to use it, by people with different rights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.e2e import published
from tests.e2e.conftest import LocalCloud

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What a store's address holds as it is: the client does not take escapes back.
PASSWORD = "A_long.pass-word~7"
OWNER, OTHER = f"olga:{PASSWORD}", f"otto:{PASSWORD}"


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCloud]:
    """A cloud where everybody has to sign in, and two users can: one of them keeps the catalog."""
    settings = {"AUTH_MODE": "required", "ADMIN_USER": "root", "ADMIN_PASSWORD": PASSWORD}
    cloud = LocalCloud(tmp_path_factory.mktemp("mlte") / "state", **settings)
    try:
        cloud.start()
        with httpx.Client(base_url=cloud.url, timeout=60) as root:
            form = {"grant_type": "password", "username": "root", "password": PASSWORD}
            token = root.post("/api/token", data=form).json()["access_token"]
            root.headers["authorization"] = f"Bearer {token}"
            groups = [{"name": f"{what}-catalog"} for what in ("read", "create", "edit")]
            for user in ({"username": "olga", "groups": groups}, {"username": "otto"}):
                root.post("/api/user", json=user | {"password": PASSWORD}).raise_for_status()
        yield cloud
    finally:
        cloud.close()


@pytest.fixture(scope="module", params=["3.11", "3.12"])
def python(request: pytest.FixtureRequest) -> Path:
    return published.python(request.param)


@pytest.fixture(scope="module")
def worked(cloud: LocalCloud, python: Path) -> dict[str, Any]:
    """What came of a person's work with the client."""
    return published.run(python, "mlte_workflow", BASE_URL=cloud.url, OWNER=OWNER, OTHER=OTHER)


def test_each_type_and_each_kind_of_evidence_is_loaded_as_it_was_saved(worked: dict[str, Any]) -> None:
    assert worked["evidence"] == dict.fromkeys(("Integer", "Real", "Opaque", "Image", "Array", "String"), True)
    assert [worked[what] for what in ("card", "suite", "results", "report")] == [True] * 4
    assert worked["verdicts"] == {"how well": "Success", "how many": "Failure", "words/all": "Success"}


def test_what_is_there_is_only_replaced_by_force(worked: dict[str, Any]) -> None:
    assert worked["taken"] == "ErrorAlreadyExists"
    assert worked["overwritten"] == 0.95


def test_searches_find_what_there_is(worked: dict[str, Any]) -> None:
    assert worked["by type"] == {"card": 1, "evidence": 6, "suite": 1, "results": 1, "report": 1}
    assert worked["all"] == 10
    assert worked["by identifier"] == ["evidence.words/all"]
    assert worked["nested"] == ["evidence.picture"]
    assert worked["creators"] == ["olga"]


def test_versions_and_models_come_and_go_and_nothing_of_a_deleted_one_comes_back(worked: dict[str, Any]) -> None:
    assert worked["versions"] is worked["left"] is True
    assert worked["deleted"] == "ErrorNotFound"
    # Of a model that one has no rights to, not even whether there is one is told.
    assert worked["gone"] == "ForbiddenError"
    assert worked["anew"] == []


def test_somebody_else_neither_reads_nor_writes_nor_deletes_and_has_models_of_their_own(worked: dict[str, Any]) -> None:
    assert worked["other"] == dict.fromkeys(("load", "save", "search", "delete"), "ForbiddenError")
    assert worked["own"] is True


def test_the_template_of_a_suite_is_code_that_runs(worked: dict[str, Any]) -> None:
    assert worked["template"] is True


def test_what_fails_in_the_client_itself_fails_as_the_documentation_says(worked: dict[str, Any]) -> None:
    # When a later client does not, docs/mlte.md has a paragraph too many.
    assert worked["suite.save"] == worked["load_all"] == "TypeError"


def test_catalogs_and_custom_lists_serve_the_client_and_every_sample_runs(cloud: LocalCloud, python: Path) -> None:
    found = published.run(python, "mlte_catalogs", BASE_URL=cloud.url, OWNER=OWNER, OTHER=OTHER)
    assert found["made"] == [True, "olga", "print('hello')"]
    assert (found["taken"], found["read only"], found["deleted"]) == ("ErrorAlreadyExists", "ForbiddenError", "ErrorNotFound")
    assert found["changed"] == "Another test"
    assert found["listed"] is found["searched"] is found["found"] is True
    assert len(found["samples"]) == 8
    assert set(found["samples"].values()) == {"Success"}
    assert found["unsigned"] == "UnauthenticatedError"
    assert set(found["lists"].values()) == {True}
    assert found["word"] == "Responsible AI"
    assert found["other"] == ["ForbiddenError"] * 2
