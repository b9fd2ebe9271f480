"""POST /artifact/byRegEx."""

import pytest

from contract.conftest import detail, pages


def test_a_match_anywhere_in_the_name_counts(client, register, name):
    registered = register(name=f"before {name} after")["metadata"]
    assert client.post("/artifact/byRegEx", json={"regex": name}).json() == [registered]


def test_anchors_hold(client, register, name):
    register(name=f"x{name}")
    assert client.post("/artifact/byRegEx", json={"regex": f"^{name}"}).status_code == 404
    assert client.post("/artifact/byRegEx", json={"regex": f"^x{name}$"}).status_code == 200


def test_unicode_classes_and_case_folding_work(client, register, name):
    registered = register(name=f"{name} Übung")["metadata"]
    assert client.post("/artifact/byRegEx", json={"regex": rf"(?i){name} \p{{Lu}}BUNG"}).json() == [registered]


def test_nothing_found_is_404(client, name):
    assert client.post("/artifact/byRegEx", json={"regex": name}).status_code == 404


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)*$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*)*(.*)*(.*)*x$"])
def test_a_pattern_that_explodes_elsewhere_answers_at_once(client, register, pattern):
    register(name="a" * 1000 + "b")
    answer = client.post("/artifact/byRegEx", json={"regex": pattern}, timeout=5)
    assert answer.status_code in {200, 404}


@pytest.mark.parametrize(
    "pattern",
    ["(a{1,99999}){1,99999}$", "(", "[z-a]", "*", "(?P<x", "\\", "(?=a)", "(?<!a)b", r"(a)\1", "a" * 1025, "(?m", ")"],
)
def test_a_pattern_that_the_engine_does_not_take_is_400_and_says_so(client, pattern):
    answer = client.post("/artifact/byRegEx", json={"regex": pattern})
    assert answer.status_code == 400
    assert "regex" in detail(answer)


@pytest.mark.parametrize("body", [{}, [], None, {"regex": None}, {"regex": 1}, {"regex": ""}])
def test_a_malformed_body_is_400(client, body):
    assert client.post("/artifact/byRegEx", json=body).status_code == 400


def test_many_matches_come_in_pages(client, register, name):
    ids = [register(name=f"{name}-{number}")["metadata"]["id"] for number in range(120)]
    found = pages(client, "POST", "/artifact/byRegEx", json={"regex": f"^{name}-"})
    assert [entry["id"] for page in found for entry in page] == ids
    assert max(len(page) for page in found) == 100


def test_an_offset_of_another_pattern_is_400(client, register, name):
    for number in range(101):
        register(name=f"{name}-{number}")
    offset = client.post("/artifact/byRegEx", json={"regex": name}).headers["offset"]
    assert client.post("/artifact/byRegEx", json={"regex": f"{name}-"}, params={"offset": offset}).status_code == 400
