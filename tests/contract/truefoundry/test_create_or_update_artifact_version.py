"""PUT /api/svc/v1/artifact-versions."""

import pytest

from contract.conftest import UNKNOWN
from contract.truefoundry.forms import ARTIFACT, FILES, MODEL, assert_refused, number, told
from contract.truefoundry.shared_files import Filed


class TestArtifactVersion(Filed):
    """What artifacts share with other forms."""

    form = ARTIFACT


@pytest.mark.parametrize("kind", ["dataset", "code", "model"])
def test_what_says_its_type_is_that_on_the_trust_face_too(platform, name, kind):
    version = platform.publish(ARTIFACT, name, metadata={"type": kind})
    assert version["fqn"].startswith(f"{kind}:")
    path = f"/artifacts/{kind}/{version['id']}"
    read = platform.http.get(path).json()
    assert read["metadata"] == {"name": name, "id": version["id"], "type": kind}
    assert read["data"]["url"] == version["manifest"]["source"]["uri"]
    assert platform.http.get(f"/artifact/byName/{name}").json() == [read["metadata"]]
    assert platform.http.post("/artifacts", json=[{"name": name, "types": [kind]}]).json() == [read["metadata"]]
    trail = platform.http.get(f"/artifact/{kind}/{version['id']}/audit").json()
    assert [entry["action"] for entry in trail] == ["CREATE"]
    assert platform.http.delete(path).status_code == 200
    assert platform.get(ARTIFACT, version["id"]).status_code == 404
    assert platform.listed(ARTIFACT.versions, name=name) == []


def test_what_does_not_is_nothing_that_the_trust_face_knows(platform, name):
    for metadata in ({}, {"type": "picture"}, {"type": ["dataset"]}, {"type": None}):
        version = platform.publish(ARTIFACT, name, metadata=metadata)
        for kind in ("dataset", "code", "model"):
            assert platform.http.get(f"/artifacts/{kind}/{version['id']}").status_code == 404
            assert platform.http.get(f"/artifact/{kind}/{version['id']}/audit").status_code == 404
    assert platform.http.get(f"/artifact/byName/{name}").status_code == 404
    assert platform.http.post("/artifacts", json=[{"name": name}]).json() == []
    assert platform.http.post("/artifact/byRegEx", json={"regex": f"^{name}$"}).status_code == 404


def test_an_artifact_goes_on_under_the_type_that_it_began_with(platform, name):
    first = platform.publish(ARTIFACT, name, metadata={"type": "dataset"})
    second = platform.publish(ARTIFACT, name, metadata={"type": "code"})
    third = platform.publish(ARTIFACT, name, metadata={"type": "model"})
    assert [number(version) for version in (first, second, third)] == [1, 2, 3]
    assert {version["artifact_id"] for version in (first, second, third)} == {first["artifact_id"]}
    named = platform.http.post("/artifacts", json=[{"name": name}]).json()
    assert {one["type"] for one in named} == {"dataset"}


def test_an_artifact_that_says_it_is_a_model_goes_on_as_one(platform, name):
    first, second = platform.publish(ARTIFACT, name, metadata={"type": "model"}), platform.publish(MODEL, name)
    assert (number(first), number(second)) == (1, 2)
    assert second["model_id"] == first["artifact_id"]
    assert platform.numbers(MODEL, name=name) == [2, 1]
    place = platform.stage(ARTIFACT, name)
    platform.write(place["id"], FILES)
    manifest = ARTIFACT.manifest(name, source=platform.managed(ARTIFACT, place), metadata={"type": "model"})
    assert number(told(platform.put(ARTIFACT, manifest))) == 3
    refused = platform.put(ARTIFACT, ARTIFACT.manifest(name))
    assert_refused(refused, 422, name, "model")


def test_what_the_trust_face_registered_can_be_changed_by_what_this_face_tells_of_it(platform, name, register):
    registered = register("dataset", name=f"{name} / ü")
    version = told(platform.get(ARTIFACT, registered["metadata"]["id"]))
    assert version["manifest"]["name"] == f"{name}----"
    changed = told(platform.put(ARTIFACT, version["manifest"] | {"description": "said", "version_alias": "v1"}))
    assert (changed["id"], changed["manifest"]["description"]) == (version["id"], "said")
    assert platform.http.get(f"/artifacts/dataset/{version['id']}").json() == registered


def test_a_trust_name_and_a_version_here_are_one_family(platform, name, register):
    registered = register("dataset", name=name)
    version = platform.publish(ARTIFACT, name)
    assert number(version) == 2
    assert version["fqn"].startswith("dataset:")
    listed = platform.listed(ARTIFACT.versions, name=name)
    assert [one["id"] for one in listed] == [version["id"], registered["metadata"]["id"]]
    again = register("dataset", name=name)
    assert number(told(platform.get(ARTIFACT, again["metadata"]["id"]))) == 3


def test_a_version_named_by_number_and_address_has_to_be_that_one(platform, name):
    logged = platform.log(ARTIFACT, name, FILES)
    manifest = logged["manifest"] | {"name": f"{name}-b"}
    assert_refused(platform.put(ARTIFACT, manifest), 422, "source.uri")
    assert_refused(platform.put(ARTIFACT, manifest | {"version": 2}), 404, "no version 2")
    uri = logged["manifest"]["source"]["uri"].replace(logged["id"], UNKNOWN)
    assert_refused(platform.put(ARTIFACT, manifest | {"source": {"type": "truefoundry", "uri": uri}}), 404)


@pytest.mark.parametrize("kind", ["dataset", "model"])
@pytest.mark.parametrize("with_files", [True, False], ids=["files", "external"])
def test_the_trust_face_gives_a_published_version_no_other_source(platform, name, kind, with_files):
    said = {"metadata": {"type": kind}}
    version = platform.log(ARTIFACT, name, FILES, **said) if with_files else platform.publish(ARTIFACT, name, **said)
    path = f"/artifacts/{kind}/{version['id']}"
    read = platform.http.get(path).json()
    moved = {"metadata": read["metadata"], "data": {"url": "https://huggingface.co/google-bert/bert-base-uncased"}}
    refused = platform.http.put(path, json=moved)
    assert (refused.status_code, read["data"]["url"] in refused.json()["detail"]) == (409, True)
    assert platform.http.get(path).json() == read
    assert told(platform.get(ARTIFACT, version["id"])) == version

    download = "https://data.example.org/mirror"
    kept = platform.http.put(path, json={"metadata": read["metadata"], "data": read["data"] | {"download_url": download}})
    assert (kept.status_code, kept.json()["data"]) == (200, {"url": read["data"]["url"], "download_url": download})
    assert told(platform.get(ARTIFACT, version["id"]))["manifest"]["source"] == version["manifest"]["source"]
