"""POST /api/model."""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

from cairn.access.users import Profile
from cairn.composition import artifacts
from cairn.core.drafts import Draft
from cairn.permissions import Caller
from cairn.records import Kind
from contract.conftest import detail
from contract.mlte.conftest import problems
from fixtures.people import OPERATOR


def spelled(identifier: str) -> str:
    """An identifier as MLTE's client puts it into a path."""
    return quote(identifier.replace("/", "---"))


def test_a_model_is_made_without_versions_whatever_was_sent(client, name):
    answer = client.post("/api/model", json={"identifier": name, "versions": [{"identifier": "v1"}], "more": 1})
    assert (answer.status_code, answer.json()) == (200, {"identifier": name, "versions": []})
    assert client.get(f"/api/model/{name}").json() == answer.json()


@pytest.mark.parametrize(
    "suffix", ["/b", "/b/c", "---b", "--", "-/-", ".api", "api/version/v1", "?#%", " x", "ünï 数据🦆", "'; DROP"]
)
def test_any_identifier_is_one_by_which_the_model_is_found(client, name, suffix):
    for identifier in (name + suffix, f"api{name}{suffix}"):
        assert client.post("/api/model", json={"identifier": identifier}).json()["identifier"] == identifier
        path = f"/api/model/{spelled(identifier)}"
        assert client.get(path).json() == {"identifier": identifier, "versions": []}
        assert client.post(f"{path}/version", json={"identifier": "v/1"}).status_code == 200
        assert client.get(f"{path}/version/v---1").json() == {"identifier": "v/1"}
        assert client.delete(path).status_code == 200
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("identifier", ["version", "api", "me", "artifact", "search", "import"])
def test_words_of_the_paths_are_identifiers_like_others(client, identifier):
    client.delete(f"/api/model/{identifier}")
    assert client.post("/api/model", json={"identifier": identifier}).status_code == 200
    assert client.post(f"/api/model/{identifier}/version", json={"identifier": identifier}).status_code == 200
    assert client.get(f"/api/model/{identifier}/version/{identifier}").json() == {"identifier": identifier}
    assert client.delete(f"/api/model/{identifier}").json()["versions"] == [{"identifier": identifier}]


def test_what_a_path_cannot_tell_apart_is_one_model(client, name):
    assert client.post("/api/model", json={"identifier": f"{name}/b"}).status_code == 200
    assert client.post("/api/model", json={"identifier": f"{name}---b"}).status_code == 409
    assert client.delete(f"/api/model/{name}---b").json()["identifier"] == f"{name}/b"


@pytest.mark.parametrize(
    "identifier", ["", ".", "..", " a", "a ", "a\x00", "a\nb", "*", "x" * 1025, None, 1, ["a"], {"a": 1}, "\u2028"]
)  # fmt: skip
def test_what_is_no_identifier_is_422(client, identifier):
    assert problems(client.post("/api/model", json={"identifier": identifier}))


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"identifier": "\\ud800"}', b'{"identifier": NaN}'])
def test_a_malformed_body_is_422(client, body):
    assert problems(client.post("/api/model", content=body, headers={"content-type": "application/json"}))


def test_a_model_that_is_there_is_409(client, model, name):
    assert name in detail(client.post("/api/model", json={"identifier": name}))
    assert len(client.get(model).json()["versions"]) == 1


def test_of_six_creations_at_once_one_wins(client, name):
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: client.post("/api/model", json={"identifier": name}).status_code, range(6)))
    assert sorted(answers) == [200] + [409] * 5


def test_its_name_belongs_to_its_maker_on_the_trust_face_too(required, name):
    ada, eve = required.person().http, required.person().http
    assert ada.post("/api/model", json={"identifier": name}).status_code == 200
    assert eve.post("/api/model", json={"identifier": name}).status_code == 409
    dataset = {"url": f"https://data.example.org/{name}", "name": name}
    assert eve.post("/artifact/dataset", json=dataset).status_code == 201  # another kind is another name
    assert eve.post("/api/model", json={"identifier": f"{name}-2"}).status_code == 200
    assert ada.get(f"/api/model/{name}-2").status_code == 403


def test_a_name_that_versions_of_somebody_else_have_is_403(required, name):

    eve = required.person()
    owner = Caller("root", is_admin=True, face="test", id="root")
    artifacts().register(owner, Draft(kind=Kind.MODEL, source=f"https://models.example.org/{name}", name=name))
    assert eve.http.post("/api/model", json={"identifier": name}).status_code == 403
    permitted = required.person("", f"edit-model-{name.replace('-', '___')}", "create-model")
    assert permitted.http.post("/api/model", json={"identifier": name}).status_code == 200


def test_who_may_not_create_models_is_403(required, name):
    person = required.person()

    required.people.users.update(OPERATOR, Profile(name=person.name, groups=()))
    required.wait()
    assert person.http.post("/api/model", json={"identifier": name}).status_code == 403


def test_mltes_web_ui_sends_a_slash_at_the_end(client, name):
    assert client.post("/api/model/", json={"identifier": name}).json() == {"identifier": name, "versions": []}
