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
    "trust/artifact_audit_get": 404,
    "trust/artifact_by_name_get": 404,
    "trust/artifact_by_reg_ex_get": 404,
    "trust/artifact_cost_get": 404,
    "trust/artifact_create": 201,
    "trust/artifact_delete": 404,
    "trust/artifact_license_check": 404,
    "trust/artifact_lineage_get": 404,
    "trust/artifact_retrieve": 404,
    "trust/artifact_update": 404,
    "trust/artifacts_list": 200,
    "trust/create_auth_token": 501,
    "trust/get_tracks": 200,
    "trust/model_artifact_rate": 404,
    "trust/registry_health_components": 200,
    "trust/registry_health_heartbeat": 200,
    "trust/registry_reset": 200,
    "truefoundry/create_personal_access_token": 200,
    "truefoundry/delete_personal_access_token": 404,
    "truefoundry/get_min_cli_version": 200,
    "truefoundry/get_session": 200,
    "truefoundry/get_tenant_id": 200,
    "truefoundry/list_personal_access_tokens": 200,
    "truefoundry/revoke_all_personal_access_tokens": 404,
    "truefoundry/create_or_update_ml_repo": 200,
    "truefoundry/list_ml_repos": 200,
    "truefoundry/get_ml_repo": 404,
    "truefoundry/delete_ml_repo": 404,
    "truefoundry/create_run": 200,
    "truefoundry/get_run": 404,
    "truefoundry/update_run": 404,
    "truefoundry/delete_run": 404,
    "truefoundry/search_runs": 200,
    "truefoundry/get_metric_history": 404,
    "truefoundry/list_metric_history": 404,
    "truefoundry/log_metric": 404,
    "truefoundry/log_parameter": 404,
    "truefoundry/set_run_tag": 404,
    "truefoundry/delete_run_tag": 404,
    "truefoundry/log_batch": 404,
    "truefoundry/create_or_update_data_directory": 200,
    "truefoundry/list_data_directories": 200,
    "truefoundry/get_data_directory": 404,
    "truefoundry/delete_data_directory": 404,
    "truefoundry/list_data_directory_files": 404,
    "truefoundry/delete_data_directory_files": 404,
    "truefoundry/get_data_directory_signed_urls": 404,
    "truefoundry/create_data_directory_multipart_upload": 404,
    "truefoundry/apply_manifest": 200,
    "truefoundry/delete_manifest": 404,
    "truefoundry/create_or_update_artifact_version": 200,
    "truefoundry/list_artifact_versions": 200,
    "truefoundry/get_artifact_version": 404,
    "truefoundry/delete_artifact_version": 404,
    "truefoundry/apply_tags_to_artifact_version": 404,
    "truefoundry/list_artifacts": 200,
    "truefoundry/get_artifact": 404,
    "truefoundry/delete_artifact": 404,
    "truefoundry/create_or_update_model_version": 200,
    "truefoundry/list_model_versions": 200,
    "truefoundry/get_model_version": 404,
    "truefoundry/delete_model_version": 404,
    "truefoundry/apply_tags_to_model_version": 404,
    "truefoundry/list_models": 200,
    "truefoundry/get_model": 404,
    "truefoundry/delete_model": 404,
    "truefoundry/create_or_update_prompt_version": 200,
    "truefoundry/list_prompt_versions": 200,
    "truefoundry/get_prompt_version": 404,
    "truefoundry/delete_prompt_version": 404,
    "truefoundry/apply_tags_to_prompt_version": 404,
    "truefoundry/list_prompts": 200,
    "truefoundry/get_prompt": 404,
    "truefoundry/delete_prompt": 404,
    "truefoundry/create_or_update_agent_skill_version": 200,
    "truefoundry/list_agent_skill_versions": 200,
    "truefoundry/get_agent_skill_version": 404,
    "truefoundry/delete_agent_skill_version": 404,
    "truefoundry/list_agent_skills": 200,
    "truefoundry/get_agent_skill": 404,
    "truefoundry/delete_agent_skill": 404,
    "truefoundry/create_multi_part_upload": 404,
    "truefoundry/delete_artifact_version_by_manifest": 404,
    "truefoundry/get_signed_urls": 404,
    "truefoundry/list_files": 404,
    "truefoundry/list_internal_artifact_versions": 200,
    "truefoundry/mark_stage_failure": 404,
    "truefoundry/stage_artifact_version": 200,
    "mlte/create_catalog_entry": 200,
    "mlte/create_custom_list_entry": 200,
    "mlte/create_model": 200,
    "mlte/list_models": 200,
    "mlte/read_model": 404,
    "mlte/delete_model": 404,
    "mlte/create_version": 404,
    "mlte/list_versions": 404,
    "mlte/read_version": 404,
    "mlte/delete_version": 404,
    "mlte/write_artifact": 404,
    "mlte/read_artifact": 404,
    "mlte/read_artifacts": 404,
    "mlte/search_artifacts": 404,
    "mlte/delete_artifact": 404,
    "mlte/list_artifact_revisions": 404,
    "mlte/read_model_trail": 404,
    "mlte/export_model": 404,
    "mlte/prepare_import": 200,
    "mlte/import_model": 422,
    "mlte/create_group": 200,
    "mlte/create_user": 200,
    "mlte/delete_catalog_entry": 404,
    "mlte/delete_custom_list_entry": 200,
    "mlte/delete_group": 404,
    "mlte/delete_user": 404,
    "mlte/edit_catalog_entry": 404,
    "mlte/edit_custom_list_entry": 200,
    "mlte/edit_group": 404,
    "mlte/edit_user": 404,
    "mlte/get_custom_list_parent": 200,
    "mlte/healthcheck": 200,
    "mlte/list_catalog_entries": 200,
    "mlte/list_catalog_entries_all_catalogs": 200,
    "mlte/list_catalogs": 200,
    "mlte/list_custom_list_details": 200,
    "mlte/list_custom_lists": 200,
    "mlte/list_group_details": 200,
    "mlte/list_groups": 200,
    "mlte/list_permission_details": 200,
    "mlte/list_permissions": 200,
    "mlte/list_user_models": 404,
    "mlte/list_users": 200,
    "mlte/list_users_details": 200,
    "mlte/login_for_access_token": 200,
    "mlte/read_catalog_entry": 404,
    "mlte/read_custom_list_entry": 200,
    "mlte/read_group": 404,
    "mlte/read_group_trail": 200,
    "mlte/read_permission": 200,
    "mlte/read_user": 404,
    "mlte/read_user_trail": 200,
    "mlte/revoke_token": 200,
    "mlte/revoke_user_tokens": 404,
    "mlte/search_catalog_entries": 200,
    "mlte/suite_template": 404,
    "workers/audit_archive": None,
    "workers/ingest": None,
    "workers/remains": None,
    "workers/reset": None,
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
    assert {f"{function.face}/{function.operation}" for function in blueprint.functions()} == set(ANSWERS)


@pytest.mark.parametrize("function", blueprint.functions(), ids=lambda function: function.logical_id)
def test_the_built_function_answers_its_event(
    function: blueprint.Function, machine_build: Build, settings: dict[str, str], tmp_path: Path
) -> None:
    with emulator.running(machine_build, function.logical_id, settings, tmp_path) as built:
        answer = built(event(function.face, function.operation))
    log = built.log.read_text()
    expected = ANSWERS[f"{function.face}/{function.operation}"]
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
