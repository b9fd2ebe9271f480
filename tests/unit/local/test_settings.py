"""Settings from the environment."""

from __future__ import annotations

import sys

import pytest

from local import blueprint, settings


def test_without_any_setting_it_is_an_open_cloud_on_8080_in_the_checkout() -> None:
    chosen = settings.read({})
    assert (chosen.port, chosen.state, chosen.auth_mode) == (8080, settings.ROOT / ".cairn", "open")


def test_an_empty_variable_is_none_at_all() -> None:
    assert settings.read({"PORT": "", "STATE_DIR": "", "AUTH_MODE": "", "HF_ENDPOINT": ""}) == settings.read({})


def test_functions_run_on_this_python_and_processor() -> None:
    parameters = settings.read({"AUTH_MODE": "required"}).parameters
    assert parameters["Runtime"] == f"python3.{sys.version_info.minor}"
    assert parameters["Architecture"] in {"arm64", "x86_64"}
    assert parameters["AuthMode"] == "required"


@pytest.mark.parametrize(
    ("machine", "name"), [("x86_64", "x86_64"), ("aarch64", "arm64"), ("arm64", "arm64"), ("AMD64", "x86_64")]
)
def test_a_processor_has_lambdas_name(machine: str, name: str) -> None:
    assert settings.architecture(machine) == name


def test_endpoints_and_the_first_administrator_become_parameters() -> None:
    chosen = settings.read({"HF_ENDPOINT": "http://127.0.0.1:1", "ADMIN_USER": "ada", "OTHER": "x"})
    assert chosen.passed_on == {"HubEndpoint": "http://127.0.0.1:1", "AdminUser": "ada"}


def test_an_outside_issuer_becomes_parameters_that_the_template_declares() -> None:
    names = [name for name in settings.PASSED_ON if name.startswith("OIDC_")]
    passed_on = settings.read(dict.fromkeys(names, "x")).passed_on
    variables = blueprint.template()["Globals"]["Function"]["Environment"]["Variables"]
    assert passed_on == {variables[name]["Ref"]: "x" for name in names}
    assert sorted(names) == sorted(name for name in variables if name.startswith("OIDC_"))


def test_an_issuer_that_is_no_longer_set_is_taken_away() -> None:
    parameters = settings.read({"OIDC_AUDIENCE": "cairn"}).parameters
    assert (parameters["OidcIssuer"], parameters["OidcAudience"]) == ("", "cairn")


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "8080 ", "٨٠٨٠"])
def test_a_port_that_is_none_is_refused_by_name(port: str) -> None:
    with pytest.raises(settings.SettingError, match="PORT="):
        settings.read({"PORT": port})


def test_an_unknown_auth_mode_is_refused_with_the_known_ones() -> None:
    with pytest.raises(settings.SettingError, match="open or required"):
        settings.read({"AUTH_MODE": "closed"})
