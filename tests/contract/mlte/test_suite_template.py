"""GET /api/model/{model_id}/version/{version_id}/artifact/{artifact_id}/suite_template."""

import ast

import pytest

from contract.mlte.conftest import problems

SCENARIO = {"quality": "Fairness", "stimulus": "A question"}


@pytest.fixture
def path(client, name):
    """Where the artifacts of a version of a new model are."""
    client.post("/api/model", json={"identifier": name, "versions": []}).raise_for_status()
    client.post(f"/api/model/{name}/version", json={"identifier": "v1"}).raise_for_status()
    return f"/api/model/{name}/version/v1/artifact"


def write_card(client, path, *scenarios):
    body = {"artifact_type": "card", "system": {}, "data": [], "model": {}, "system_requirements": list(scenarios)}
    artifact = {"header": {"identifier": "card.default", "type": "card"}, "body": body}
    client.post(path, json={"artifact": artifact}).raise_for_status()


def test_it_is_python_with_a_case_for_each_scenario_of_the_card(client, path):
    write_card(client, path, SCENARIO, SCENARIO | {"identifier": 'mine"\n'})
    answer = client.get(f"{path}/card.default/suite_template")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    code = answer.json()
    ast.parse(code)
    assert '        TestCase(identifier="1", goal="", quality_scenarios=["card.default-qas_001"]),\n' in code
    assert '        TestCase(identifier="2", goal="", quality_scenarios=["mine\\"\\n"]),\n' in code


def test_a_card_without_scenarios_begins_a_suite_without_cases(client, path):
    write_card(client, path)
    assert "TestCase(" not in client.get(f"{path}/card.default/suite_template").json()


def test_of_what_is_no_card_none_is_made(client, path):
    suite = {"header": {"identifier": "suite.default", "type": "suite"}, "body": {"artifact_type": "suite", "test_cases": []}}
    client.post(path, json={"artifact": suite}).raise_for_status()
    assert problems(client.get(f"{path}/suite.default/suite_template"))


@pytest.mark.parametrize("missing", ["{path}/card.default", "/api/model/nobodys/version/v1/artifact/card.default"])
def test_what_is_not_there_is_404(client, path, missing):
    assert client.get(f"{missing.format(path=path)}/suite_template").status_code == 404


def test_who_may_not_read_the_model_gets_403(required, name):
    admin = required.admin().http
    admin.post("/api/model", json={"identifier": name, "versions": []}).raise_for_status()
    admin.post(f"/api/model/{name}/version", json={"identifier": "v1"}).raise_for_status()
    path = f"/api/model/{name}/version/v1/artifact"
    write_card(admin, path)
    assert required.person().http.get(f"{path}/card.default/suite_template").status_code == 403
