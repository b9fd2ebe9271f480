"""GET /artifact/model/{id}/lineage."""

from uuid import uuid4

import pytest

from cairn.composition import artifacts
from cairn.core.drafts import Draft
from cairn.permissions import Caller
from cairn.records import Kind, Parent


def test_an_unknown_model_is_404(client):
    assert client.get(f"/artifact/model/{uuid4()}/lineage").status_code == 404


def test_what_is_no_model_is_404(client, register):
    assert client.get(f"/artifact/model/{register('dataset')['metadata']['id']}/lineage").status_code == 404


@pytest.mark.parametrize("model_id", ["a_b", "a%20b", "a" * 129])
def test_a_malformed_id_is_400(client, model_id):
    assert client.get(f"/artifact/model/{model_id}/lineage").status_code == 400


def test_a_model_that_evidence_is_about_leads_to_it_if_one_may_see_that(required, name):
    admin = required.admin()
    owner = Caller(admin.name, is_admin=True, face="test", id=admin.user.id)
    parents = tuple(
        Parent(kind, f"https://models.example.org/{kind}/{name}", "base_model") for kind in (Kind.MODEL, Kind.DATASET)
    )
    for parent in parents:
        artifacts().register(owner, Draft(kind=parent.kind, source=parent.source, name=f"{name}/{parent.kind}"))
    draft = Draft(kind=Kind.MODEL, source=f"https://models.example.org/{name}", name=name, parents=parents)
    path = f"/artifact/model/{artifacts().register(owner, draft).id}/lineage"
    assert all("metadata" not in node for node in admin.http.get(path).json()["nodes"])
    for one in (name, f"{name}/model", f"{name}/dataset"):
        assert admin.http.post("/api/model", json={"identifier": one}).status_code == 200
    told = {node["name"]: node.get("metadata") for node in admin.http.get(path).json()["nodes"]}
    assert told == {
        name: {"documents": f"/api/model/{name}"},
        f"{name}/model": {"documents": f"/api/model/{name}---model"},
        f"{name}/dataset": None,
    }
    for node in told.values():
        assert node is None or admin.http.get(node["documents"]).status_code == 200
