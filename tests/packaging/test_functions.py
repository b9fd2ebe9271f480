"""Each built function starts in Lambda's emulator, with nothing but the built layers, and answers its recorded event."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fixtures import account, emulator
from fixtures.account import Account
from fixtures.builds import Build
from local import blueprint

pytestmark = pytest.mark.packaging

# What each answers while the registry is empty. A worker answers its queue nothing.
ANSWERS = {
    "artifact_audit_get": 404,
    "artifact_by_name_get": 404,
    "artifact_by_reg_ex_get": 404,
    "artifact_cost_get": 404,
    "artifact_create": 201,
    "artifact_delete": 404,
    "artifact_license_check": 404,
    "artifact_lineage_get": 404,
    "artifact_retrieve": 404,
    "artifact_update": 404,
    "artifacts_list": 200,
    "create_auth_token": 501,
    "get_tracks": 200,
    "model_artifact_rate": 404,
    "registry_health_components": 200,
    "registry_health_heartbeat": 200,
    "registry_reset": 200,
    "create_personal_access_token": 200,
    "delete_personal_access_token": 404,
    "get_min_cli_version": 200,
    "get_session": 200,
    "get_tenant_id": 200,
    "list_personal_access_tokens": 200,
    "revoke_all_personal_access_tokens": 404,
    "create_or_update_artifact_version": 200,
    "list_artifact_versions": 200,
    "get_artifact_version": 404,
    "delete_artifact_version": 404,
    "apply_tags_to_artifact_version": 404,
    "list_artifacts": 200,
    "get_artifact": 404,
    "delete_artifact": 404,
    "create_or_update_model_version": 200,
    "list_model_versions": 200,
    "get_model_version": 404,
    "delete_model_version": 404,
    "apply_tags_to_model_version": 404,
    "list_models": 200,
    "get_model": 404,
    "delete_model": 404,
    "create_or_update_prompt_version": 200,
    "list_prompt_versions": 200,
    "get_prompt_version": 404,
    "delete_prompt_version": 404,
    "apply_tags_to_prompt_version": 404,
    "list_prompts": 200,
    "get_prompt": 404,
    "delete_prompt": 404,
    "create_or_update_agent_skill_version": 200,
    "list_agent_skill_versions": 200,
    "get_agent_skill_version": 404,
    "delete_agent_skill_version": 404,
    "list_agent_skills": 200,
    "get_agent_skill": 404,
    "delete_agent_skill": 404,
    "list_internal_artifact_versions": 200,
    "stage_artifact_version": 200,
    "mark_stage_failure": 404,
    "get_signed_urls": 404,
    "create_multi_part_upload": 404,
    "list_files": 404,
    "delete_artifact_version_by_manifest": 404,
    "create_group": 200,
    "create_user": 200,
    "delete_group": 404,
    "delete_user": 404,
    "edit_group": 404,
    "edit_user": 404,
    "healthcheck": 200,
    "list_group_details": 200,
    "list_groups": 200,
    "list_permission_details": 200,
    "list_permissions": 200,
    "list_users": 200,
    "list_users_details": 200,
    "login_for_access_token": 200,
    "read_group": 404,
    "read_group_trail": 200,
    "read_permission": 200,
    "read_user": 404,
    "read_user_trail": 200,
    "revoke_token": 200,
    "revoke_user_tokens": 404,
    "audit_archive": None,
    "ingest": None,
    "remains": None,
    "reset": None,
}


def event(face: str, operation: str) -> Any:
    """The recorded event of an operation."""
    return json.loads((blueprint.ROOT / "events" / face / f"{operation}.json").read_text())


@pytest.fixture(scope="module")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    """An AWS account that the functions' processes reach."""
    with account.running(tmp_path_factory.mktemp("account")) as running:
        yield running


@pytest.fixture
def settings(aws: Account, machine_build: Build) -> dict[str, str]:
    """What the template tells a function, for an empty deployment."""
    told = aws.deploy() | {"AWS_CA_BUNDLE": str(machine_build.layers[0] / "amazon-roots.pem")}
    declared = set(blueprint.template()["Globals"]["Function"]["Environment"]["Variables"])
    assert declared <= set(told), "fixtures.aws.ENVIRONMENT lacks what the template tells"
    return told


def test_each_function_has_an_answer_here() -> None:
    assert {function.operation for function in blueprint.functions()} == set(ANSWERS)


@pytest.mark.parametrize("function", blueprint.functions(), ids=lambda function: function.logical_id)
def test_the_built_function_answers_its_event(
    function: blueprint.Function, machine_build: Build, settings: dict[str, str], tmp_path: Path
) -> None:
    with emulator.running(machine_build, function.logical_id, settings, tmp_path) as built:
        answer = built(event(function.face, function.operation))
    log = built.log.read_text()
    expected = ANSWERS[function.operation]
    assert (answer and answer.get("statusCode")) == expected, (answer, log)
    if expected:
        assert answer["headers"]["content-type"] == "application/json"
        json.loads(answer["body"])


def test_what_one_built_function_registers_another_one_reads(
    machine_build: Build, settings: dict[str, str], tmp_path: Path
) -> None:
    with emulator.running(machine_build, "TrustArtifactCreate", settings, tmp_path) as create:
        registered = json.loads(create(event("trust", "artifact_create"))["body"])
    reading = event("trust", "artifact_retrieve")
    reading["pathParameters"]["id"] = registered["metadata"]["id"]
    with emulator.running(machine_build, "TrustArtifactRetrieve", settings, tmp_path) as retrieve:
        answer = retrieve(reading)
    assert (answer["statusCode"], json.loads(answer["body"])) == (200, registered)


def test_a_function_that_is_not_told_its_table_refuses_to_start(
    machine_build: Build, settings: dict[str, str], tmp_path: Path
) -> None:
    del settings["TABLE_NAME"]
    with emulator.running(machine_build, "TrustArtifactCreate", settings, tmp_path) as create:
        answer = create(event("trust", "artifact_create"))
    assert answer["errorType"] == "SettingsInvalidError"
    assert answer["errorMessage"] == "the environment variable TABLE_NAME is not set"
