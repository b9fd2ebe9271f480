"""`make serve` as a whole: the stack is all there, instances keep apart, mistakes get one clear sentence."""

from __future__ import annotations

import os
import signal
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import yaml

from local.settings import ROOT, STACK
from tests.e2e import registry
from tests.e2e.conftest import LocalCloud, wait_until

if TYPE_CHECKING:
    from collections.abc import Callable


PAGES = ["https://ui.example", "https://other.example:8443"]


class Template(yaml.SafeLoader):
    """Reads template.yaml; what CloudFormation's short forms say does not matter here."""


Template.add_multi_constructor("!", lambda loader, suffix, node: suffix)


def written() -> dict[str, Any]:
    """The template as it is written, before any translation."""
    content: dict[str, Any] = yaml.load((ROOT / "template.yaml").read_text(), Template)  # noqa: S506 - a SafeLoader
    return content


def test_every_written_resource_and_route_is_deployed(stack: LocalCloud) -> None:
    pages = stack.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=STACK)
    deployed = {one["LogicalResourceId"]: one["ResourceStatus"] for page in pages for one in page["StackResourceSummaries"]}
    resources = {name: one for name, one in written()["Resources"].items() if "Condition" not in one}
    # The translator gives a layer's version a name of its own, derived from its content.
    layers = [name for name, one in resources.items() if one["Type"] == "AWS::Serverless::LayerVersion"]
    assert all(any(name.startswith(layer) for name in deployed) for layer in layers)
    assert {*resources} - {*layers} - {*deployed} == set()
    assert {*deployed.values()} <= {"CREATE_COMPLETE", "UPDATE_COMPLETE"}

    paths = resources["Api"]["Properties"]["DefinitionBody"]["paths"]
    routes = {f"{method.upper()} {path}" for path, operations in paths.items() for method in operations}
    gateway = stack.client("apigatewayv2")
    pages = gateway.get_paginator("get_routes").paginate(ApiId=stack.resource("Api"))
    assert {one["RouteKey"] for page in pages for one in page["Items"]} == routes


def test_what_cloudformation_leaves_out_is_there_too(stack: LocalCloud) -> None:
    table, bucket = stack.resource("Table"), stack.resource("Bucket")
    dynamodb, s3 = stack.client("dynamodb"), stack.client("s3")
    expiry = dynamodb.describe_time_to_live(TableName=table)["TimeToLiveDescription"]
    assert (expiry["TimeToLiveStatus"], expiry["AttributeName"]) == ("ENABLED", "expires_at")
    backups = dynamodb.describe_continuous_backups(TableName=table)["ContinuousBackupsDescription"]
    assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"
    rules = s3.get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"]
    assert any("AbortIncompleteMultipartUpload" in rule for rule in rules)


def test_the_api_calls_its_functions_by_a_role_that_calls_nothing_else(stack: LocalCloud) -> None:
    role = stack.resource("ApiRole")
    [name] = stack.client("iam").list_role_policies(RoleName=role)["PolicyNames"]
    document = stack.client("iam").get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
    [statement] = document["Statement"]
    pages = stack.client("lambda").get_paginator("list_functions").paginate()
    functions = {one["FunctionArn"] for page in pages for one in page["Functions"]}
    assert functions
    assert statement["Resource"].endswith(f":function:{STACK}-*")
    assert not [arn for arn in functions if not fnmatchcase(arn, statement["Resource"])]


def test_health_answers_on_the_plain_address(stack: LocalCloud) -> None:
    answer = httpx.get(f"{stack.url}/health", timeout=30)
    assert answer.status_code == 200
    assert answer.headers["apigw-requestid"]


def test_it_listens_on_loopback_only(stack: LocalCloud) -> None:
    ports = {stack.port, int((stack.state / "cloud.port").read_text())}
    addresses = set()
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        local, state = line.split()[1], line.split()[3]
        address, port = local.split(":")
        if state == "0A" and int(port, 16) in ports:
            addresses.add(address)
    assert addresses == {"0100007F"}


def test_open_access_is_said_aloud(stack: LocalCloud) -> None:
    assert "WARNING: AUTH_MODE=open" in stack.errors.read_text()


def allowed_origin(client: httpx.Client, page: str) -> str | None:
    """The origin that an answer, and the preflight before it, allow to read it."""
    preflight = client.options("/tracks", headers={"Origin": page, "Access-Control-Request-Method": "GET"})
    answer = client.get("/tracks", headers={"Origin": page})
    assert answer.status_code == 200
    allowed = answer.headers.get("access-control-allow-origin")
    assert preflight.headers.get("access-control-allow-origin") == allowed
    assert "access-control-allow-credentials" not in answer.headers
    if allowed:
        assert answer.headers["access-control-expose-headers"] == "offset"
        assert "x-authorization" in preflight.headers["access-control-allow-headers"]
    return allowed


def test_two_instances_keep_apart_and_a_reset_empties_only_one(stack: LocalCloud, clouds: Callable[..., LocalCloud]) -> None:
    with stack.http() as first, clouds("second", CORS_ORIGINS=",".join(PAGES)).start().http() as second:
        identity = registry.register(first, registry.source())
        assert [allowed_origin(first, page) for page in PAGES] == [None, None]
        assert [allowed_origin(second, page) for page in (*PAGES, "https://evil.example")] == [*PAGES, None]
        assert registry.read(second, identity).status_code == 404
        assert registry.everything(second) == []

        urls = [registry.source() for _ in range(30)]
        gone = {registry.register(second, url) for url in urls}
        assert second.delete("/reset").status_code == 200
        assert wait_until(lambda: registry.everything(second) == [], 60)
        assert {registry.read(second, one).status_code for one in gone} == {404}
        assert registry.register(second, urls[0]) not in gone
        assert registry.read(first, identity).status_code == 200


def test_a_taken_port_is_one_clear_sentence(stack: LocalCloud, clouds: Callable[..., LocalCloud]) -> None:
    late = clouds("late", port=stack.port)
    assert late.launch().wait(60) != 0
    assert f"error: port {stack.port} on 127.0.0.1 is in use" in late.errors.read_text()
    assert not late.state.exists()


def test_a_folder_in_use_is_one_clear_sentence(stack: LocalCloud, tmp_path: Path) -> None:
    late = LocalCloud(stack.state)
    late.errors = tmp_path / "late.stderr"
    assert late.launch().wait(60) != 0
    late.close()
    assert f"error: {stack.state} is in use by another local cloud" in late.errors.read_text()


def test_an_unknown_setting_is_one_clear_sentence(clouds: Callable[..., LocalCloud]) -> None:
    odd = clouds("odd", AUTH_MODE="maybe")
    assert odd.launch().wait(60) != 0
    assert "error: AUTH_MODE='maybe' is unknown: use open or required." in odd.errors.read_text()


def test_a_dead_parent_takes_the_cloud_along(clouds: Callable[..., LocalCloud]) -> None:
    cloud = clouds("orphan").start()
    with cloud.http() as client:
        identity = registry.register(client, registry.source())
    front = next(pid for pid in cloud.members() if b"local.serve" in Path(f"/proc/{pid}/cmdline").read_bytes())
    os.kill(front, signal.SIGKILL)
    cloud.process.wait(30)
    assert wait_until(lambda: not cloud.members(), 30), "the emulator outlived the process that started it"
    cloud.start()
    with cloud.http() as client:
        assert registry.read(client, identity).status_code == 200
