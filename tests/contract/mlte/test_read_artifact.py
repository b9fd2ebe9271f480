"""GET /api/model/{model_id}/version/{version_id}/artifact/{artifact_id}."""

from urllib.parse import quote

import pytest

from contract.conftest import detail
from contract.mlte.conftest import problems
from fixtures.documents import card_body, evidence_body

TEXT = {"evidence_type": "string", "string": "s"}


def test_an_artifact_is_answered_as_it_was_when_it_was_written(client, write, artifacts):
    written = write(evidence_body("a", TEXT)).json()["artifact"]
    answer = client.get(f"{artifacts}/evidence.a")
    assert (answer.status_code, answer.json()) == (200, written)


@pytest.mark.parametrize("identifier", ["evidence.b", "card.default", "nothing", "evidence.", "card", "evidence.a.b", "数据"])
def test_what_there_is_not_is_404(client, write, artifacts, identifier):
    write(evidence_body("a", TEXT))
    answer = client.get(f"{artifacts}/{identifier}")
    assert answer.status_code == 404
    assert detail(answer)


@pytest.mark.parametrize("case", ["a/b", "a---b", "me", "version", "api", "../x", "100%", "?#&=", "ünï 🦆", "evidence"])
def test_any_identifier_leads_to_its_artifact(client, write, artifacts, case):
    identifier = write(evidence_body(case, TEXT)).json()["artifact"]["header"]["identifier"]
    path = f"{artifacts}/{quote(identifier.replace('/', '---'), safe='')}"
    assert client.get(path).json()["header"]["identifier"] == f"evidence.{case}"
    assert client.delete(path).status_code == 200


def test_an_artifact_of_the_model_is_found_through_any_version_that_there_is(client, write, model, artifacts):
    write(card_body())
    assert client.get(f"{model}/version/v9/artifact/card.default").status_code == 404
    client.post(f"{model}/version", json={"identifier": "v9"})
    assert client.get(f"{model}/version/v9/artifact/card.default").json() == client.get(f"{artifacts}/card.default").json()


@pytest.mark.parametrize("revision", ["0", "-1", "x", "1.5"])
def test_what_is_no_revision_is_422(client, write, artifacts, revision):
    write(evidence_body("a", TEXT))
    assert problems(client.get(f"{artifacts}/evidence.a", params={"revision": revision}))


def test_a_revision_that_there_is_not_is_404(client, write, artifacts):
    write(evidence_body("a", TEXT))
    assert client.get(f"{artifacts}/evidence.a", params={"revision": 1}).status_code == 200
    assert client.get(f"{artifacts}/evidence.a", params={"revision": 2}).status_code == 404


def test_a_deleted_artifacts_revisions_are_not_those_of_the_next_one(client, write, artifacts):
    for force in (False, True):
        write(evidence_body("a", TEXT), force=force)
    client.delete(f"{artifacts}/evidence.a")
    write(evidence_body("a", TEXT))
    assert [one["revision"] for one in client.get(f"{artifacts}/evidence.a/revisions").json()] == [1]
    assert client.get(f"{artifacts}/evidence.a", params={"revision": 2}).status_code == 404
