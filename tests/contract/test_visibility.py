"""Who sees what on the trust face: everybody their own, administrators all, others what a group says, and no trace of more."""

import random
from uuid import uuid4

import pytest

from cairn.composition import artifacts
from cairn.core import search
from cairn.core.artifacts import Draft
from cairn.permissions import Caller, Grant, Method, ResourceType
from cairn.records import Kind, Parent
from contract.conftest import UNKNOWN, detail, pages
from fixtures.ratings import RATING

pytestmark = pytest.mark.slow

ALL = [{"name": "*"}]
KINDS = (Kind.MODEL, Kind.DATASET, Kind.CODE)
CREATING = tuple(Grant(ResourceType(kind), Method.POST) for kind in KINDS)


def register(person, kind=Kind.DATASET, **draft):
    """Register in the registry itself, which takes models too, and knows their parents and sizes."""
    caller = Caller(person.name, is_admin=False, face="test", id=person.user.id, grants=CREATING)
    return artifacts().register(caller, Draft(kind=kind, **{"source": f"https://e.org/{uuid4()}"} | draft))


def ids(found):
    return [entry["id"] for page in found for entry in page]


@pytest.fixture
def ada(required):
    return required.person("ada")


@pytest.fixture
def bob(required):
    return required.person("bob")


@pytest.fixture
def mixed(required, ada, bob):
    """250 artifacts of two users in random order, a few names each, all beginning alike."""
    chosen = random.Random(7)  # noqa: S311 - a test's
    owned = {ada.name: [], bob.name: []}
    for _ in range(250):
        person = chosen.choice([ada, bob, bob])
        version = register(person, chosen.choice(KINDS), name=f"mixed-{person.name}-{chosen.randrange(3)}")
        owned[person.name].append(version)
    return owned


@pytest.mark.parametrize("reads", [25, 1])
def test_pages_have_each_artifact_that_one_may_see_once_and_no_other_and_end(required, ada, bob, mixed, monkeypatch, reads):
    """With one read for a page, pages are short where others' artifacts lie between, and go on all the same."""
    monkeypatch.setattr(search, "_READS_PER_PAGE", reads)
    monkeypatch.setattr(search, "_TEXTS_PER_READ", 40)
    root = required.admin()
    seen = {ada: mixed["ada"], bob: mixed["bob"], root: mixed["ada"] + mixed["bob"]}
    for person, visible in seen.items():
        for query, wanted in (
            (ALL, visible),
            ([{"name": "*", "types": ["code"]}], [one for one in visible if one.kind is Kind.CODE]),
            ([{"name": "*", "types": ["code", "model"]}], [one for one in visible if one.kind is not Kind.DATASET]),
            ([{"name": "mixed-ada-1"}, *ALL], visible),
            ([{"name": "mixed-bob-1"}], [one for one in visible if one.name == "mixed-bob-1"]),
        ):
            found = pages(person.http, "POST", "/artifacts", json=query)
            assert sorted(ids(found)) == sorted(one.id for one in wanted)
            assert max(map(len, found)) <= search.PAGE
        found = pages(person.http, "POST", "/artifact/byRegEx", json={"regex": "^mixed-"})
        assert ids(found) == [one.id for one in sorted(visible, key=lambda one: one.id)]


def test_an_offset_of_one_user_gives_another_nothing_that_they_may_not_see(required, ada, bob, mixed):
    root = required.admin()
    for path, body in (("/artifacts", ALL), ("/artifact/byRegEx", {"regex": "^mixed-"})):
        whole = root.http.post(path, json=body)
        offset = whole.headers["offset"]
        rest = {entry["id"] for entry in root.http.post(path, json=body, params={"offset": offset}).json()}
        for person in (ada, bob):
            found = ids(pages(person.http, "POST", path, json=body, params={"offset": offset}))
            assert set(found) <= {one.id for one in mixed[person.name]}
            assert set(found) >= rest & {one.id for one in mixed[person.name]}


def test_a_name_that_only_others_have_looks_like_none(ada, bob):
    for _ in range(120):
        register(ada, name="hers")
    hidden, missing = (bob.http.get(f"/artifact/byName/{name}") for name in ("hers", "nobodys"))
    assert (hidden.status_code, hidden.text, hidden.headers) == (missing.status_code, missing.text, missing.headers)
    hidden, missing = (bob.http.post("/artifact/byRegEx", json={"regex": name}) for name in ("^hers$", "^nobodys$"))
    assert (hidden.status_code, hidden.text, hidden.headers) == (missing.status_code, missing.text, missing.headers)
    assert bob.http.post("/artifacts", json=[{"name": "hers"}]).json() == []


def test_lineage_and_cost_show_a_hidden_ancestor_as_one_that_is_not_registered(required, ada, bob):
    source = f"https://e.org/{uuid4()}"
    parents = (Parent(Kind.DATASET, source, "trained_on"),)
    model = register(bob, Kind.MODEL, name="his", parents=parents, size_bytes=5_000_000)
    paths = [f"/artifact/model/{model.id}/lineage", f"/artifact/model/{model.id}/cost?dependency=true"]
    before = [bob.http.get(path).json() for path in paths]
    hidden = register(ada, name="hers", source=source, size_bytes=7_000_000)
    assert [bob.http.get(path).json() for path in paths] == before
    graph, costs = (required.admin().http.get(path).json() for path in paths)
    assert hidden.id in [node["artifact_id"] for node in graph["nodes"]]
    assert costs[model.id]["total_cost"] == 12


def test_a_source_that_somebody_else_holds_is_refused_without_saying_what_it_is(ada, bob):
    hers = ada.http.post("/artifact/dataset", json={"url": "https://e.org/secret-source", "name": "secret-name"}).json()
    his = bob.http.post("/artifact/dataset", json={"url": "https://e.org/his", "name": "his"}).json()
    moved = his | {"data": hers["data"]}
    for answer in (
        bob.http.post("/artifact/dataset", json={"url": "https://e.org/secret-source"}),
        bob.http.put(f"/artifacts/dataset/{his['metadata']['id']}", json=moved),
    ):
        assert answer.status_code == 409
        assert "that you may not see" in detail(answer)
        assert hers["metadata"]["id"] not in answer.text
        assert "secret-name" not in answer.text
    own = ada.http.post("/artifact/dataset", json={"url": "https://e.org/secret-source"})
    assert hers["metadata"]["id"] in detail(own)


def test_a_name_that_is_anothers_is_401_and_says_what_to_do(ada, bob):
    ada.http.post("/artifact/dataset", json={"url": "https://e.org/a", "name": "hers"})
    answer = bob.http.post("/artifact/dataset", json={"url": "https://e.org/b", "name": "hers"})
    assert answer.status_code == 401
    assert "choose another name, or ask for permission" in detail(answer)
    assert bob.http.post("/artifact/code", json={"url": "https://e.org/b", "name": "hers"}).status_code == 201
    assert ada.http.post("/artifact/dataset", json={"url": "https://e.org/b", "name": "hers"}).status_code == 201


def attempts(person, artifact):
    """What a person may do to a dataset: see it, change it, add a version to it."""
    path = f"/artifacts/dataset/{artifact['metadata']['id']}"
    added = {"url": f"https://e.org/{uuid4()}", "name": artifact["metadata"]["name"]}
    statuses = (
        person.http.get(path).status_code,
        person.http.put(path, json=artifact).status_code,
        person.http.post("/artifact/dataset", json=added).status_code,
    )
    listed = person.http.post("/artifacts", json=[{"name": added["name"]}]).json()
    assert (artifact["metadata"] in listed) == (statuses[0] == 200)
    return statuses


CLOSED, READING, WRITING = (404, 404, 401), (200, 401, 401), (200, 200, 201)
"""Nothing; looking; and (where one sees it too) changing and adding."""


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ((), CLOSED),
        (("read-dataset-a___set",), READING),
        (("read-dataset-a___set", "edit-dataset-a___set"), WRITING),
        (("readers",), READING),
        (("read-dataset",), READING),
        (("read-dataset", "edit-dataset"), WRITING),
        (("read-model-a___set", "edit-code", "read-dataset-a", "read-dataset-a___se", "edit-dataset-A___set"), CLOSED),
    ],
)
def test_a_group_lets_others_in_as_far_as_it_says_and_to_nothing_that_had_the_name_later(required, ada, bob, groups, expected):
    root, carol = required.admin(), required.person("carol")
    one = {"resource_type": "dataset", "method": "get", "resource_id": "a-set"}
    root.http.post("/api/group", json={"name": "readers", "permissions": [one]})
    first = ada.http.post("/artifact/dataset", json={"url": "https://e.org/a", "name": "a-set"}).json()
    told = [group["name"] for group in bob.http.get("/api/user/me").json()["groups"]]
    named = [{"name": name} for name in [*told, *groups]]
    assert root.http.put("/api/user", json={"username": "bob", "groups": named}).status_code == 200
    required.wait()
    assert attempts(bob, first) == expected

    for version in ada.http.post("/artifacts", json=[{"name": "a-set"}]).json():
        assert ada.http.delete(f"/artifacts/dataset/{version['id']}").status_code == 200
    again = carol.http.post("/artifact/dataset", json={"url": "https://e.org/a", "name": "a-set"})
    assert again.status_code == 201
    is_about_all = set(groups) & {"read-dataset", "edit-dataset"}
    assert attempts(bob, again.json()) == (expected if is_about_all else CLOSED)
    assert attempts(ada, again.json()) == CLOSED


def test_the_trail_and_the_rating_are_as_visible_as_the_artifact(required, ada, bob):
    model = register(ada, Kind.MODEL, name="hers", rating=RATING, size_bytes=1)
    for suffix in ("audit", "rate", "cost", "lineage"):
        assert ada.http.get(f"/artifact/model/{model.id}/{suffix}").status_code == 200
        hidden, missing = (bob.http.get(f"/artifact/model/{one}/{suffix}") for one in (model.id, UNKNOWN))
        assert hidden.status_code == missing.status_code == 404
        assert hidden.text.replace(model.id, UNKNOWN) == missing.text
