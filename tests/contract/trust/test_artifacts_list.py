"""POST /artifacts."""

import base64
import time
from uuid import uuid4

import pytest

from contract.conftest import detail, pages


def everything(client, queries):
    return [entry for page in pages(client, "POST", "/artifacts", json=queries) for entry in page]


def test_all_is_listed_with_name_id_and_type_only(client, register):
    registered = [register(kind)["metadata"] for kind in ("dataset", "code")]
    found = everything(client, [{"name": "*"}])
    for one in registered:
        assert found.count(one) == 1


@pytest.mark.parametrize("types", [[], ["dataset", "code", "model"]])
def test_no_types_means_all(client, register, types):
    registered = [register(kind)["metadata"] for kind in ("dataset", "code")]
    found = everything(client, [{"name": "*", "types": types}])
    assert all(one in found for one in registered)


def test_types_filter(client, register):
    dataset, code = register("dataset")["metadata"], register("code")["metadata"]
    found = everything(client, [{"name": "*", "types": ["code"]}])
    assert code in found
    assert dataset not in found
    assert {entry["type"] for entry in found} == {"code"}
    both = everything(client, [{"name": "*", "types": ["code", "dataset"]}])
    assert dataset in both
    assert code in both


def test_a_name_is_matched_whole_and_with_its_types(client, register, name):
    dataset, code = register("dataset", name=name)["metadata"], register("code", name=name)["metadata"]
    register(name=f"{name}-longer")
    assert everything(client, [{"name": name, "types": ["dataset"]}]) == [dataset]
    assert sorted(entry["id"] for entry in everything(client, [{"name": name}])) == sorted([dataset["id"], code["id"]])


def test_the_union_of_queries_has_each_artifact_once(client, register, name):
    dataset, code = register("dataset", name=name)["metadata"], register("code", name=name)["metadata"]
    queries = [{"name": name, "types": ["code"]}, {"name": name}, {"name": name}, {"name": f"no-{name}"}]
    assert everything(client, queries) == [code, dataset]
    with_all = everything(client, [{"name": name}, {"name": "*"}, {"name": "*", "types": ["code"]}])
    assert len({entry["id"] for entry in with_all}) == len(with_all)


def test_pages_neither_skip_nor_repeat_what_stood_from_first_to_last(client, register, name):
    ids = [register(name=name)["metadata"]["id"] for _ in range(205)]
    first = client.post("/artifacts", json=[{"name": name}])
    assert len(first.json()) == 100
    gone, stays = first.json()[5]["id"], first.json()[-1]["id"]
    client.delete(f"/artifacts/dataset/{gone}")
    late = register(name=name)["metadata"]["id"]
    rest = pages(client, "POST", "/artifacts", json=[{"name": name}], params={"offset": first.headers["offset"]})
    found = [entry["id"] for page in [first.json(), *rest] for entry in page]
    assert len(found) == len(set(found))
    assert set(found) - {late} == set(ids)
    assert stays in found


def test_the_offset_header_of_a_request_is_tolerated(client, register, name):
    for _ in range(101):
        register(name=name)
    first = client.post("/artifacts", json=[{"name": name}])
    rest = client.post("/artifacts", json=[{"name": name}], headers={"OFFSET": first.headers["offset"]})
    assert len(rest.json()) == 1
    assert "offset" not in rest.headers


def test_an_offset_of_another_list_is_400(client, register, name):
    for _ in range(101):
        register(name=name)
    offset = client.post("/artifacts", json=[{"name": name}]).headers["offset"]
    for other in ([{"name": f"{name}x"}], [{"name": "*"}], [{"name": name, "types": ["code"]}]):
        answer = client.post("/artifacts", json=other, params={"offset": offset})
        assert answer.status_code == 400
        assert "offset" in detail(answer)


@pytest.mark.parametrize(
    "offset",
    [
        "0", "-1", "1e9", "null", "A" * 5000, "../../x", "' OR 1=1", "\u0000", "🦆", "%", "eyJwayI6IlYjMSJ9",
        base64.urlsafe_b64encode(b"0123456789abcdef.0.0.V#secret").decode(), base64.urlsafe_b64encode(b"\xff" * 20).decode(),
    ],
)  # fmt: skip
def test_a_hostile_offset_is_400(client, offset):
    answer = client.post("/artifacts", json=[{"name": "*"}], params={"offset": offset})
    assert answer.status_code == 400
    assert "offset" in detail(answer)


@pytest.mark.parametrize("body", [[], {}, None, "x", [{}],
                                   [{"name": None}], [{"name": ""}], [{"name": 1}], [{"name": "*", "types": None}],
                                  [{"name": "*", "types": ["thing"]}], [{"name": "*", "types": "code"}], [["*"]]])  # fmt: skip
def test_a_malformed_list_is_400(client, body):
    assert client.post("/artifacts", json=body).status_code == 400


def test_a_large_malformed_list_is_refused_without_looking_at_each_member(client):
    started = time.process_time()
    assert client.post("/artifacts", content=b"[" + b"1," * 400_000 + b"1]").status_code == 413
    assert client.post("/artifacts", json=[{"name": "*", "types": ["x"] * 200_000}]).status_code == 400
    assert time.process_time() - started < 3


def test_too_many_queries_are_413(client):
    assert client.post("/artifacts", json=[{"name": str(uuid4())} for _ in range(100)]).status_code == 200
    answer = client.post("/artifacts", json=[{"name": str(uuid4())} for _ in range(101)])
    assert answer.status_code == 413
    assert "100" in detail(answer)


def test_a_body_of_more_than_a_million_bytes_is_refused_unread(client):
    answer = client.post("/artifacts", content=b"[" * 1_000_001)
    assert answer.status_code == 413
    assert answer.json() == {"detail": "The body has more than 1000000 bytes, the most that this route takes."}
    assert client.post("/artifacts", content=b"[" * 1_000_000).status_code == 400
