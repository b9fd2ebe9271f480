"""GET /artifact/byName/{name}."""

from urllib.parse import quote

import pytest

from contract.conftest import pages


@pytest.mark.parametrize(
    "decoration",
    [
        "", " with blanks", "/with/slashes", "/cost", "/audit", "/x/cost", "?query=1", "#part", "100%", "%41", "a+b",
        "ünï", "数据🦆",
        "a;b:c@d", "..", "x/../y",
    ],
)  # fmt: skip
def test_every_artifact_of_a_name_is_found_whatever_the_name_holds(client, register, name, decoration):
    full = name + decoration
    registered = [register(kind, name=full)["metadata"] for kind in ("dataset", "code")]
    answer = client.get(f"/artifact/byName/{quote(full, safe='')}")
    assert answer.status_code == 200
    assert sorted(answer.json(), key=lambda one: one["id"]) == sorted(registered, key=lambda one: one["id"])


def test_a_longer_name_with_the_same_beginning_is_another_name(client, register, name):
    register(name=f"{name}2")
    answer = client.get(f"/artifact/byName/{name}")
    assert answer.status_code == 404
    assert answer.json() == {"detail": "No such artifact."}


def test_names_are_told_apart_by_case(client, register, name):
    register(name=name.upper())
    assert client.get(f"/artifact/byName/{name}").status_code == 404


def test_a_star_is_no_name(client, register):
    register()
    assert client.get("/artifact/byName/*").status_code == 400


def test_many_artifacts_of_a_name_come_in_pages(client, register, name):
    ids = [register(name=name)["metadata"]["id"] for _ in range(120)]
    found = pages(client, "GET", f"/artifact/byName/{name}")
    assert [len(page) for page in found] == [100, 20]
    assert [entry["id"] for page in found for entry in page] == ids


def test_a_hostile_offset_is_400(client, register, name):
    register(name=name)
    assert client.get(f"/artifact/byName/{name}", params={"offset": "Vg=="}).status_code == 400
