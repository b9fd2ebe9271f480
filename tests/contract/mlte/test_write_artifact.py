"""POST /api/model/{model_id}/version/{version_id}/artifact."""

import base64
import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from contract.conftest import detail
from contract.mlte.conftest import problems
from fixtures.documents import card_body, evidence_body, report, scenario, suite_body

VALIDATOR = {
    "bool_exp": "gASVfwAAAAAAAACMCGJ1aWx0aW5zlIwEZXZhbJSTlC4=", "bool_exp_str": "x > 1", "thresholds": ["1"],
    "success": None, "failure": None, "default_success": "yes", "default_failure": "no", "info": None,
    "input_types": [], "creator_entity": None, "creator_function": None, "creator_args": [{"a": [1.5, None, "ü"]}],
}  # fmt: skip
VALUES = [
    {"evidence_type": "integer", "integer": -(2**60), "unit": None},
    {"evidence_type": "real", "real": 0.1, "unit": "meter"},
    {"evidence_type": "opaque", "data": {"a": [1, 2.5, None, {"b": "🦆"}]}},
    {"evidence_type": "image", "data": base64.b64encode(b"png" * 100).decode()},
    {"evidence_type": "array", "data": [1, "a", None, [2.5], {}]},
    {"evidence_type": "string", "string": "läßt"},
]


def results_body(**more):
    return {
        "artifact_type": "results",
        "test_suite_id": "suite.default",
        "test_suite": suite_body(("a", [])),
        "results": {},
    } | more


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value["evidence_type"])
def test_each_kind_of_evidence_is_read_as_it_was_written(client, write, artifacts, value):
    body = evidence_body("case 1", value)
    answer = write(body)
    assert answer.status_code == 200
    assert answer.json()["artifact"]["body"] == body
    assert client.get(f"{artifacts}/evidence.case 1").json() == answer.json()["artifact"]
    assert client.get(artifacts).json() == [answer.json()["artifact"]]


def test_the_header_is_the_registrys_whatever_was_sent(write):
    before = int(time.time())
    header = write(card_body()).json()["artifact"]["header"]
    assert before <= header.pop("timestamp") <= time.time()
    assert header == {"identifier": "card.default", "type": "card", "creator": "anonymous", "level": "model"}


@pytest.mark.parametrize(
    ("body", "sent", "identifier", "level"),
    [
        (card_body(), "default", "card.default", "model"),
        (card_body(), "card.mine", "card.mine", "model"),
        (card_body(), "evidence.x", "card.evidence.x", "model"),
        (card_body(), "", "card.default", "model"),
        (suite_body(), "a/b", "suite.a/b", "model"),
        (results_body(), "r", "results.r", "version"),
        (evidence_body("case", VALUES[5]), "evidence.other", "evidence.case", "version"),
        (evidence_body("evidence.case", VALUES[5]), "x", "evidence.case", "version"),
        (report(card_body(), suite_body()).body, "report.x-20260101-000000", "report.x-20260101-000000", "version"),
    ],
)
def test_identifiers_have_their_type_in_front_and_levels_go_by_type(client, write, artifacts, body, sent, identifier, level):
    header = write(body, sent).json()["artifact"]["header"]
    assert (header["identifier"], header["level"]) == (identifier, level)
    assert client.get(f"{artifacts}/{identifier.replace('/', '---')}").json()["header"] == header


def test_what_a_client_leaves_out_is_filled_in_and_what_is_unknown_dropped(write):
    body = write({"artifact_type": "card", "more": 1, "system": {"task": "t", "more": 2}}).json()["artifact"]["body"]
    assert body["system"] == {"goals": [], "problem_type": "", "task": "t", "usage_context": None, "risks": []}
    assert set(body) == {"artifact_type", "system", "data", "model", "system_requirements"}
    assert body["model"]["development_compute_resources"] == dict.fromkeys(
        ("cpu", "gpu", "gpu_memory", "main_memory", "storage")
    )


def test_a_validators_pickle_is_text_that_goes_out_as_it_came_in(client, write, artifacts):
    suite = suite_body(("a", []))
    suite["test_cases"][0] |= {"validator": VALIDATOR, "measurement": None, "note": None}
    for body in (suite, results_body(test_suite=suite), report(card_body(), suite).body):
        identifier = write(body).json()["artifact"]["header"]["identifier"]
        assert VALIDATOR["bool_exp"] in client.get(f"{artifacts}/{identifier}").text
    assert client.get(f"{artifacts}/suite.default").json()["body"] == suite
    nonsense = VALIDATOR | {"bool_exp": "not base64, and no pickle \x00"}
    suite["test_cases"][0]["validator"] = nonsense
    assert write(suite, force=True).json()["artifact"]["body"]["test_cases"][0]["validator"] == nonsense


def test_a_custom_class_of_evidence_stays_what_it_is(write):
    body = evidence_body("a", VALUES[2]) | {"evidence_class": "my.own.Evidence"}
    assert write(body).json()["artifact"]["body"]["evidence_class"] == "my.own.Evidence"


@pytest.mark.parametrize(
    ("unit", "spelled"), [("m", "meter"), ("km/s^2", "kilometer / second ** 2"), ("%", "percent"), ("", "")]
)
def test_units_are_spelled_out(write, unit, spelled):
    body = evidence_body("a", {"evidence_type": "integer", "integer": 1, "unit": unit})
    assert write(body).json()["artifact"]["body"]["value"]["unit"] == spelled


def test_what_is_there_is_409_without_force_and_a_new_revision_with_it(client, write, artifacts):
    write(evidence_body("a", VALUES[5]))
    other = evidence_body("a", VALUES[0])
    assert "evidence.a" in detail(write(other))
    assert client.get(f"{artifacts}/evidence.a").json()["body"]["value"] == VALUES[5]
    assert write(other, force=True).status_code == 200
    assert client.get(f"{artifacts}/evidence.a").json()["body"]["value"] == VALUES[0]
    assert client.get(f"{artifacts}/evidence.a", params={"revision": 1}).json()["body"]["value"] == VALUES[5]
    assert len(client.get(artifacts).json()) == 1


def test_of_ten_creations_at_once_one_wins_and_nothing_is_left_when_it_is_deleted(client, write, artifacts):
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: write(evidence_body("a", VALUES[5])).status_code, range(10)))
    assert sorted(answers) == [200] + [409] * 9
    assert len(client.get(artifacts).json()) == 1
    assert client.delete(f"{artifacts}/evidence.a").status_code == 200
    assert client.get(f"{artifacts}/evidence.a").status_code == 404


def test_readers_see_one_revision_or_the_other_while_it_is_overwritten(client, write, artifacts):
    texts = {str(number): str(number) * 30_000 for number in range(3)}

    def overwrite(number):
        assert write(evidence_body("a", {"evidence_type": "string", "string": texts[number]}), force=True).status_code == 200

    overwrite("0")
    with ThreadPoolExecutor(4) as pool:
        writing = [pool.submit(overwrite, str(number % 3)) for number in range(12)]
        while not all(one.done() for one in writing):
            answer = client.get(f"{artifacts}/evidence.a")
            assert answer.status_code == 200
            assert answer.json()["body"]["value"]["string"] in texts.values()
        for one in writing:
            one.result()


def test_what_it_is_about_must_be_there_unless_parents_are_wanted(client, write, model, name):
    for path in (f"{model}/version/v9/artifact", f"/api/model/{name}-x/version/v1/artifact"):
        assert write(card_body(), path=path).status_code == 404
        assert write(card_body(), path=path, parents=True).status_code == 200
        assert client.get(f"{path}/card.default").status_code == 200
    assert client.get(f"/api/model/{name}-x").json()["versions"] == [{"identifier": "v1"}]


def test_scenarios_without_an_identifier_are_numbered_behind_the_highest(write):
    told = [scenario(), scenario("other"), scenario("card.x-qas_041"), scenario("")]
    body = write(card_body(system_requirements=told), "x").json()["artifact"]["body"]
    assert [one["identifier"] for one in body["system_requirements"]] == [
        "card.x-qas_042", "other", "card.x-qas_041", "card.x-qas_043",
    ]  # fmt: skip


def test_a_suite_finds_the_cards_scenarios_behind_any_number_of_evidence(write):
    for number in range(110):
        write(evidence_body(f"z{number:03d}", VALUES[0]))
    write(card_body(system_requirements=[scenario("q-1")]))
    assert write(suite_body(("a", ["q-1"]))).status_code == 200
    assert "q-2" in write(suite_body(("a", ["q-1", "q-2"])), "other").text


@pytest.mark.parametrize(
    "body",
    [
        card_body(system={"problem_type": "alchemy"}),
        card_body(data=[{"classification": "rumour"}]),
        card_body(system_requirements=[scenario(quality="charm")]),
        card_body(system_requirements=None),
        card_body(data=[{"labels": [{"percentage": "NaN"}]}]),
        suite_body(("a", ["nobodys"])),
        {"artifact_type": "suite", "test_cases": [{"identifier": "a"}]},
        evidence_body("a", {"evidence_type": "integer", "integer": 1, "unit": "parsnips"}),
        evidence_body("a", {"evidence_type": "integer", "integer": 1, "unit": "2 m"}),
        evidence_body("a", {"evidence_type": "integer", "integer": 1.5}),
        evidence_body("a", {"evidence_type": "real", "real": "Infinity"}),
        evidence_body("a", {"evidence_type": "real", "real": "nan"}),
        evidence_body("a", {"evidence_type": "image", "data": "no image!"}),
        evidence_body("a", {"evidence_type": "sound", "data": ""}),
        evidence_body("a", {"evidence_type": "opaque", "data": []}),
        evidence_body("a", {}),
        evidence_body("", VALUES[0]) | {"metadata": {}},
        evidence_body("a\x00", VALUES[0]),
        evidence_body("a" * 1100, VALUES[0]),
        {"artifact_type": "report", "negotiation_card_id": "card.default"},
        {"artifact_type": "verdict"},
        {"artifact_type": "results"},
    ],
)  # fmt: skip
def test_what_is_not_valid_is_422_and_writes_nothing(client, write, artifacts, body):
    assert problems(write(body))
    assert client.get(artifacts).json() == []


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_numbers_that_are_none_are_422_wherever_they_stand(client, artifacts, number):
    for value in (
        {"evidence_type": "real", "real": 0},
        {"evidence_type": "array", "data": [0]},
        {"evidence_type": "opaque", "data": {"a": 0}},
    ):
        header = {"identifier": "a", "type": "evidence"}
        text = json.dumps({"artifact": {"header": header, "body": evidence_body("a", value)}})
        at = text.rindex("0")
        content = text[:at] + number + text[at + 1 :]
        assert problems(client.post(artifacts, content=content, headers={"content-type": "application/json"}))


@pytest.mark.parametrize(
    "content",
    [
        {}, {"artifact": None}, {"artifact": {"header": {"identifier": "a", "type": "card"}}},
        {"artifact": {"header": {"identifier": "a", "type": "suite"}, "body": card_body()}},
        {"artifact": {"header": {"identifier": "a", "type": "verdict"}, "body": card_body()}},
        {"artifact": {"header": {"type": "card"}, "body": card_body()}},
        {"artifact": {"header": {"identifier": "a", "type": "card"}, "body": card_body()}, "force": "perhaps"},
    ],
)  # fmt: skip
def test_a_malformed_request_is_422(client, artifacts, content):
    assert problems(client.post(artifacts, json=content))


def test_an_artifact_of_five_megabytes_is_taken_and_a_larger_one_is_413(client, write, artifacts):
    image = {"evidence_type": "image", "data": base64.b64encode(b"x" * 3_700_000).decode()}
    assert write(evidence_body("large", image)).status_code == 200
    assert client.get(f"{artifacts}/evidence.large").json()["body"]["value"] == image
    for size in (5_500_000, 7_000_000):
        assert write(evidence_body("larger", {"evidence_type": "string", "string": "x" * size})).status_code == 413
    assert client.get(f"{artifacts}/evidence.larger").status_code == 404


def test_permission_is_per_model_whoever_may_create(required, name):
    owner, stranger = required.person().http, required.person().http
    artifact = {"header": {"identifier": "a", "type": "evidence"}, "body": evidence_body("a", VALUES[5])}
    path = f"/api/model/{name}/version/v1/artifact"
    assert owner.post(path, json={"artifact": artifact, "parents": True}).status_code == 200
    for more in ({}, {"force": True}, {"parents": True}, {"force": True, "parents": True}):
        assert stranger.post(path, json={"artifact": artifact} | more).status_code == 403
    reader = required.person("", f"read-model-{name.replace('-', '___')}").http
    assert reader.get(f"{path}/evidence.a").json()["header"]["creator"] != reader.get("/api/user/me").json()["username"]
    assert reader.post(path, json={"artifact": artifact, "force": True}).status_code == 403
    editor = required.person("", f"edit-model-{name.replace('-', '___')}").http
    assert editor.post(path, json={"artifact": artifact, "force": True}).status_code == 200
    assert editor.get(f"{path}/evidence.a").status_code == 403


def test_a_model_that_is_deleted_between_two_writes_takes_none(client, write, model, name):
    assert write(evidence_body("a", VALUES[5])).status_code == 200
    client.delete(model)
    assert write(evidence_body("b", VALUES[5])).status_code == 404
    client.post("/api/model", json={"identifier": name})
    assert write(evidence_body("b", VALUES[5])).status_code == 404
