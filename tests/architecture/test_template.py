"""The template: each function's block says all that it may do, and what must outlast the stack does."""

import re
from pathlib import Path
from typing import Any

import pytest

from cairn.store import keys
from fixtures.policies import resources
from local import blueprint

RESOURCES: dict[str, Any] = blueprint.template()["Resources"]
FUNCTIONS = blueprint.functions()
BODY: dict[str, Any] = RESOURCES[blueprint.API]["Properties"]["DefinitionBody"]
OPERATIONS = [
    pytest.param(operation, id=f"{method} {path}") for path, one in BODY["paths"].items() for method, operation in one.items()
]
FACES = ["trust", "truefoundry", "mlte", "workers"]
KEYS = ["CodeUri", "MemorySize", "Timeout", "Environment", "Layers", "LoggingConfig", "Policies", "Events"]
RESOURCES_NAMED = {
    "Table", "Table/stream/*", "Bucket", "Bucket/audit/*", "Bucket/bundles/*", "Bucket/trees/*",
    "Bucket/documents/*", "Bucket/exports/*", "Bucket/imports/*",
    "JobQueue", "IngestionQueue", "JobDeadLetterQueue", "AdminSecret", "TokenKeys",
}  # fmt: skip
PREFIXES = {f"{one}#*" for one in [*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "CE", "CL", "DO", "DR", "DT", "MD"]}
KEYED = {f"dynamodb:{name}Item" for name in ("Get", "Put", "Update", "Delete", "BatchGet", "ConditionCheck")} | {
    "dynamodb:Query"
}
"""The actions whose requests always name partition keys."""

each = pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.logical_id)


def pascal(snake: str) -> str:
    return "".join(word.capitalize() for word in snake.split("_"))


def properties(name: str) -> dict[str, Any]:
    found: dict[str, Any] = RESOURCES[name]["Properties"]
    return found


@each
def test_a_block_is_named_after_its_face_and_its_folder(function: blueprint.Function) -> None:
    assert function.properties["CodeUri"] == f"functions/{function.face}/{function.operation}"
    assert function.logical_id == pascal(function.face) + pascal(function.operation)


@each
def test_a_block_has_its_keys_in_the_one_order(function: blueprint.Function) -> None:
    block = RESOURCES[function.logical_id]
    assert list(block) == ["Type", "Properties"]
    present = list(function.properties)
    assert present == [key for key in KEYS if key in present]


@each
def test_a_function_has_a_log_group_of_its_own_right_behind_it_with_a_retention(function: blueprint.Function) -> None:
    logs = f"{function.logical_id}Logs"
    order = list(RESOURCES)
    assert order[order.index(function.logical_id) + 1] == logs
    assert RESOURCES[logs] == {
        "Type": "AWS::Logs::LogGroup",
        "Properties": {"RetentionInDays": {"Ref": "LogRetentionDays"}},
    }
    assert function.properties["LoggingConfig"] == {"LogGroup": {"Ref": logs}}


@each
def test_a_policy_allows_named_actions_on_named_resources(function: blueprint.Function) -> None:
    assert "Role" not in function.properties
    for policy in function.properties.get("Policies", []):
        assert list(policy) == ["Statement"], "a managed policy or a policy template allows more than it says"
    for statement in function.statements:
        assert set(statement) - {"Condition"} == {"Action", "Effect", "Resource"}
        assert statement["Effect"] == "Allow"
        assert isinstance(statement["Action"], list)
        assert not [action for action in statement["Action"] if "*" in action]
        assert set(resources(statement)) <= RESOURCES_NAMED


@each
def test_a_statement_about_the_table_names_the_prefixes_of_the_keys_that_it_is_about(function: blueprint.Function) -> None:
    for statement in function.statements:
        if resources(statement) != ["Table"]:
            # What lists objects may do so within a folder; what it lists otherwise it has no use for.
            is_listing = resources(statement) == ["Bucket"] and "Condition" in statement
            assert not is_listing or list(statement["Condition"]) == ["StringLike"]
            assert is_listing or "Condition" not in statement
            continue
        [(operator, condition)] = statement["Condition"].items()
        [(key, prefixes)] = condition.items()
        # Without ForAllValues, a batch would pass as soon as one of its keys does.
        assert (operator, key) == ("ForAllValues:StringLike", "dynamodb:LeadingKeys")
        assert set(prefixes) <= PREFIXES
        # ForAllValues holds where there is no key at all: an action that may come without one would be allowed everything.
        assert set(statement["Action"]) <= KEYED


def test_every_key_of_the_table_begins_with_one_of_the_prefixes() -> None:
    source = "".join(path.read_text() for path in Path(keys.__file__).parent.glob("*keys.py"))
    assert {f"{letters}#*" for letters in re.findall(r'"([A-Z]+)#', source)} == PREFIXES


def test_nothing_is_allowed_to_all_functions_at_once() -> None:
    shared = blueprint.template()["Globals"]["Function"]
    assert not {"Policies", "Role", "Events", "LoggingConfig", "CodeUri"} & set(shared)
    assert shared["Handler"] == "app.handler"


def test_the_blocks_stand_in_the_order_of_the_faces() -> None:
    faces = [function.face for function in FUNCTIONS]
    assert faces == sorted(faces, key=FACES.index)


@each
def test_every_function_but_the_workers_has_a_route(function: blueprint.Function) -> None:
    assert bool(function.routes) == (function.face != "workers")
    # As an event, a route would be a resource more: the permission to be called.
    assert "HttpApi" not in {event["Type"] for event in function.properties.get("Events", {}).values()}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_route_is_an_integration_with_a_function_of_this_template_and_nothing_else(operation: dict[str, Any]) -> None:
    uri = operation["x-amazon-apigateway-integration"]["uri"]["Fn::Sub"]
    function = re.search(r"\$\{(\w+)\.Arn\}", uri)
    assert function
    assert function[1] in {function.logical_id for function in FUNCTIONS}
    lambda_path = f"lambda:path/2015-03-31/functions/${{{function[1]}.Arn}}/invocations"
    assert operation == {
        "responses": {},
        "x-amazon-apigateway-integration": {
            "type": "aws_proxy",
            "httpMethod": "POST",
            "payloadFormatVersion": "2.0",
            "credentials": {"Fn::GetAtt": ["ApiRole", "Arn"]},
            "uri": {"Fn::Sub": f"arn:${{AWS::Partition}}:apigateway:${{AWS::Region}}:{lambda_path}"},
        },
    }


def test_the_routes_stand_in_the_order_of_the_faces_a_line_for_each() -> None:
    face = {function.logical_id: function.face for function in FUNCTIONS}
    faces = [face[route.function] for route in blueprint.routes()]
    assert faces == sorted(faces, key=FACES.index)
    lines = [line for line in blueprint.TEMPLATE.read_text().splitlines() if "x-amazon-apigateway-integration" in line]
    # One that stands there twice would count once: the last one wins.
    assert len(lines) == len(blueprint.routes())


def test_api_gateway_takes_so_many_routes_without_being_asked() -> None:
    most = 300
    assert len(blueprint.routes()) <= most, f"{len(blueprint.routes())} routes, room for none beyond {most}"


def test_the_limits_of_single_routes_are_of_routes_that_there_are() -> None:
    assert set(properties("Api")["RouteSettings"]) <= {route.key for route in blueprint.routes()}


def test_the_api_may_call_the_functions_of_this_stack_and_do_nothing_else() -> None:
    role = properties("ApiRole")
    [trusted] = role["AssumeRolePolicyDocument"]["Statement"]
    assert trusted["Principal"] == {"Service": "apigateway.amazonaws.com"}
    [policy] = role["Policies"]
    [statement] = policy["PolicyDocument"]["Statement"]
    functions = "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${AWS::StackName}-*"
    assert (statement["Action"], statement["Resource"]) == (["lambda:InvokeFunction"], {"Fn::Sub": functions})
    assert set(role) == {"AssumeRolePolicyDocument", "Policies"}
    # A name of its own would lie outside that pattern.
    assert not [function.logical_id for function in FUNCTIONS if "FunctionName" in function.properties]


def test_every_log_group_has_a_retention() -> None:
    groups = [name for name, block in RESOURCES.items() if block["Type"] == "AWS::Logs::LogGroup"]
    assert groups
    assert [name for name in groups if "RetentionInDays" not in properties(name)] == []


@pytest.mark.parametrize("name", ["Table", "Bucket"])
def test_what_holds_data_outlasts_the_stack(name: str) -> None:
    assert RESOURCES[name]["DeletionPolicy"] == RESOURCES[name]["UpdateReplacePolicy"] == "Retain"


def test_the_table_can_be_restored_is_encrypted_forgets_in_time_and_costs_nothing_idle() -> None:
    table = properties("Table")
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert "SSEEnabled" in table["SSESpecification"]
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
    assert table["BillingMode"] == "PAY_PER_REQUEST"


def test_the_bucket_keeps_versions_is_encrypted_and_closed_to_the_public() -> None:
    bucket = properties("Bucket")
    assert bucket["VersioningConfiguration"] == {"Status": "Enabled"}
    assert bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert len(bucket["PublicAccessBlockConfiguration"]) == 4


@pytest.mark.parametrize("name", ["JobQueue", "JobDeadLetterQueue"])
def test_the_queues_are_encrypted(name: str) -> None:
    assert properties(name)["SqsManagedSseEnabled"] is True


def test_a_job_that_fails_ends_in_the_dead_letter_queue_and_is_not_handed_out_while_it_runs() -> None:
    queue = properties("JobQueue")
    assert queue["RedrivePolicy"]["deadLetterTargetArn"] == {"Fn::GetAtt": ["JobDeadLetterQueue", "Arn"]}
    longest = max(function.properties["Timeout"] for function in FUNCTIONS if function.face == "workers")
    assert queue["VisibilityTimeout"] >= 6 * longest


def test_a_route_answers_before_the_gateway_gives_up() -> None:
    gateway_seconds = 30
    shared = blueprint.template()["Globals"]["Function"]["Timeout"]
    for function in FUNCTIONS:
        if function.routes:
            assert function.properties.get("Timeout", shared) < gateway_seconds


def test_alarms_are_off_unless_they_are_wanted() -> None:
    alarms = {name: block for name, block in RESOURCES.items() if block["Type"] == "AWS::CloudWatch::Alarm"}
    assert alarms
    assert {block.get("Condition") for block in alarms.values()} == {"AlarmsOn"}
    assert blueprint.template()["Parameters"]["Alarms"]["Default"] == "off"
