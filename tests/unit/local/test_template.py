"""What is read of template.yaml before a deploy, and of the stack after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from local.deploy import completion, template
from local.deploy.stack import Stack

if TYPE_CHECKING:
    from pathlib import Path

TEMPLATE = """
Parameters:
  Runtime: {Type: String}
  AuthMode: {Type: String, Default: required}
Resources:
  Table: {Type: "AWS::DynamoDB::Table", Properties: {Name: !Sub "x-${Runtime}", A: !GetAtt [B, Arn], C: !If [D, 1, 2]}}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small checkout."""
    (tmp_path / "functions" / "one").mkdir(parents=True)
    (tmp_path / "layers").mkdir()
    (tmp_path / "template.yaml").write_text(TEMPLATE)
    (tmp_path / "samconfig.toml").write_text("version = 0.1")
    (tmp_path / "functions" / "one" / "app.py").write_text("handler = None")
    return tmp_path


def test_only_declared_parameters_are_given(root: Path) -> None:
    wanted = {"Runtime": "python3.11", "AuthMode": "open", "AdminPassword": "secret"}
    assert template.given(root / "template.yaml", wanted) == {"AuthMode": "open", "Runtime": "python3.11"}


@pytest.mark.parametrize("name", ["template.yaml", "samconfig.toml", "functions/one/app.py", "layers/new.py"])
def test_the_fingerprint_changes_with_every_shipped_file(root: Path, name: str) -> None:
    before = template.fingerprint(root, {})
    (root / name).write_text("changed")
    assert template.fingerprint(root, {}) != before


def test_the_fingerprint_changes_with_a_parameter_and_with_a_file_that_moves(root: Path) -> None:
    before = template.fingerprint(root, {"AuthMode": "open"})
    assert template.fingerprint(root, {"AuthMode": "required"}) != before
    (root / "functions" / "one").rename(root / "functions" / "two")
    assert template.fingerprint(root, {"AuthMode": "open"}) != before


def test_byte_code_and_package_metadata_do_not_change_the_fingerprint(root: Path) -> None:
    before = template.fingerprint(root, {})
    for name in ("functions/one/__pycache__", "layers/cairn.egg-info"):
        (root / name).mkdir()
        (root / name / "file").write_text("x")
    assert template.fingerprint(root, {}) == before


def stack(**parameters: str) -> Stack:
    """A stack with resources under conditions."""
    conditions: dict[str, Any] = {
        "On": {"Fn::Equals": [{"Ref": "Alarms"}, "on"]},
        "Silent": {"Fn::Not": [{"Condition": "On"}]},
        "Reports": {"Fn::And": [{"Condition": "On"}, {"Fn::Not": [{"Fn::Equals": [{"Ref": "Topic"}, ""]}]}]},
        "Either": {"Fn::Or": [{"Condition": "Reports"}, {"Condition": "Silent"}]},
    }
    resources: dict[str, Any] = {name: {"Type": "T", "Condition": name} for name in conditions}
    resources["Always"] = {"Type": "T", "Properties": {"A": 1}}
    return Stack({"Resources": resources, "Conditions": conditions}, parameters, {}, {})


@pytest.mark.parametrize(
    ("parameters", "made"),
    [
        ({"Alarms": "off", "Topic": ""}, {"Always", "Silent", "Either"}),
        ({"Alarms": "on", "Topic": ""}, {"Always", "On"}),
        ({"Alarms": "on", "Topic": "arn"}, {"Always", "On", "Reports", "Either"}),
    ],
)
def test_only_resources_whose_condition_holds_are_wanted(parameters: dict[str, str], made: set[str]) -> None:
    assert {*stack(**parameters).wanted()} == made


def test_settings_under_a_condition_are_worked_out_and_what_has_no_value_is_left_out() -> None:
    written = {
        "rate": {"Ref": "Rate"},
        "pages": {"Fn::If": ["On", {"Ref": "Pages"}, {"Ref": "AWS::NoValue"}]},
        "uri": {"Fn::Sub": "${Function.Arn}"},
        "of": {"Ref": "SomeResource"},
    }
    unchanged = {"uri": {"Fn::Sub": "${Function.Arn}"}, "of": {"Ref": "SomeResource"}}
    conditions = {"On": {"Fn::Not": [{"Fn::Equals": [{"Fn::Join": ["", {"Ref": "Pages"}]}, ""]}]}}
    template_ = {"Conditions": conditions, "Parameters": {"Pages": {"Type": "CommaDelimitedList"}}, "Resources": {}}
    assert Stack(template_, {"Rate": "5", "Pages": ""}, {}, {}).value(written) == {"rate": "5", **unchanged}
    given = Stack(template_, {"Rate": "5", "Pages": "a, b"}, {}, {}).value(written)
    assert given == {"rate": "5", "pages": ["a", "b"], **unchanged}


def test_resources_are_found_by_type() -> None:
    assert stack(Alarms="off", Topic="").of_type("T")["Always"] == {"A": 1}


@pytest.mark.parametrize(
    ("rule", "translated"),
    [
        (
            {"Id": "a", "Status": "Enabled", "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": "2"}},
            {"ID": "a", "Filter": {"Prefix": ""}, "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 2}},
        ),
        (
            {"Id": "b", "Status": "Enabled", "Prefix": "tmp/", "ExpirationInDays": 1},
            {"ID": "b", "Filter": {"Prefix": "tmp/"}, "Expiration": {"Days": 1}},
        ),
        (
            {"Id": "c", "Status": "Enabled", "ExpiredObjectDeleteMarker": True, "NoncurrentVersionExpirationInDays": 9},
            {
                "ID": "c",
                "Filter": {"Prefix": ""},
                "Expiration": {"ExpiredObjectDeleteMarker": True},
                "NoncurrentVersionExpiration": {"NoncurrentDays": 9},
            },
        ),
        (
            {"Id": "d", "Status": "Enabled", "TagFilters": [{"Key": "k", "Value": "v"}], "ExpirationInDays": 1},
            {"ID": "d", "Filter": {"Tag": {"Key": "k", "Value": "v"}}, "Expiration": {"Days": 1}},
        ),
        (
            {"Id": "e", "Status": "Enabled", "Prefix": "p/", "TagFilters": [{"Key": "k", "Value": "v"}], "ExpirationInDays": 1},
            {"ID": "e", "Filter": {"And": {"Tags": [{"Key": "k", "Value": "v"}], "Prefix": "p/"}}, "Expiration": {"Days": 1}},
        ),
    ],
)
def test_a_lifecycle_rule_is_said_in_s3s_words(rule: dict[str, Any], translated: dict[str, Any]) -> None:
    assert completion.lifecycle_rule(rule) == {"Status": "Enabled", **translated}
