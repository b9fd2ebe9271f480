"""GET /api/model/{model_id}/audit."""

import pytest

from contract.mlte.conftest import problems
from fixtures.documents import evidence_body


def test_each_change_is_one_entry_newest_first(client, model, name, write, artifacts):
    write(evidence_body("a", {"evidence_type": "string", "string": "s"}))
    client.delete(f"{artifacts}/evidence.a")
    entries = client.get(f"{model}/audit").json()
    told = [(entry["action"], entry["version"], entry["artifact"]) for entry in entries]
    assert told == [("DELETE", "v1", "evidence.a"), ("CREATE", "v1", "evidence.a"), ("CREATE", "v1", ""), ("CREATE", "", "")]
    assert {entry["model"] for entry in entries} == {name}
    assert {entry["face"] for entry in entries} == {"mlte"}
    assert len(entries[1]["changes"]["sha256"]) == 64
    assert client.get(f"{model}/audit").json()[0]["action"] == "AUDIT"


def test_pages_go_on_by_their_offset(client, model, write):
    for number in range(110):
        write(evidence_body(str(number), {"evidence_type": "integer", "integer": number}))
    first = client.get(f"{model}/audit")
    rest = client.get(f"{model}/audit", params={"offset": first.headers["offset"]})
    assert (len(first.json()), len(rest.json())) == (100, 12)


@pytest.mark.parametrize("offset", ["x", "Vg==", "🦆"])
def test_a_hostile_offset_is_422(client, model, offset):
    assert problems(client.get(f"{model}/audit", params={"offset": offset}))


def test_who_may_not_is_403(required, name):
    required.admin().http.post("/api/model", json={"identifier": name})
    assert required.person().http.get(f"/api/model/{name}/audit").status_code == 403
