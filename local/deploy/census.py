"""Count the stack: every resource and every route of the translated template must be there, by its service's own word."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from local.deploy.completion import deployed_routes
from local.gateway import routes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from local.aws import Clients
    from local.deploy.stack import Stack

    Check = Callable[[Clients, str, Mapping[str, Any]], bool]


class StackIncompleteError(Exception):
    """Something of the template is not there; the message lists what."""


def _function(clients: Clients, name: str, _: Mapping[str, Any]) -> bool:
    return bool(clients("lambda").get_function_configuration(FunctionName=name).get("State") == "Active")


def _role(clients: Clients, name: str, _: Mapping[str, Any]) -> bool:
    return bool(clients("iam").get_role(RoleName=name)["Role"])


def _log_group(clients: Clients, name: str, properties: Mapping[str, Any]) -> bool:
    groups = clients("logs").describe_log_groups(logGroupNamePrefix=name)["logGroups"]
    found = [group for group in groups if group["logGroupName"] == name]
    return bool(found) and ("RetentionInDays" not in properties or "retentionInDays" in found[0])


def _table(clients: Clients, name: str, properties: Mapping[str, Any]) -> bool:
    dynamodb = clients("dynamodb")
    table = dynamodb.describe_table(TableName=name)["Table"]
    expiry = dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"].get("TimeToLiveStatus") == "ENABLED"
    backups = dynamodb.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
    recovery = backups.get("PointInTimeRecoveryDescription", {}).get("PointInTimeRecoveryStatus") == "ENABLED"
    indexes = {one["IndexName"] for one in table.get("GlobalSecondaryIndexes", [])}
    return (
        table["TableStatus"] == "ACTIVE"
        and expiry >= ("TimeToLiveSpecification" in properties)
        and recovery >= ("PointInTimeRecoverySpecification" in properties)
        and indexes >= {one["IndexName"] for one in properties.get("GlobalSecondaryIndexes", [])}
    )


def _bucket(clients: Clients, name: str, properties: Mapping[str, Any]) -> bool:
    s3 = clients("s3")
    versioned = s3.get_bucket_versioning(Bucket=name).get("Status") == "Enabled"
    if versioned < ("VersioningConfiguration" in properties):
        return False
    return "LifecycleConfiguration" not in properties or bool(s3.get_bucket_lifecycle_configuration(Bucket=name)["Rules"])


def _bucket_policy(clients: Clients, name: str, properties: Mapping[str, Any]) -> bool:
    # On AWS a policy is called after its bucket; ministack adds to that.
    policy = json.loads(clients("s3").get_bucket_policy(Bucket=name.removesuffix("-policy"))["Policy"])
    return len(policy["Statement"]) == len(properties["PolicyDocument"]["Statement"])


def _queue(clients: Clients, url: str, properties: Mapping[str, Any]) -> bool:
    attributes = clients("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    return ("RedrivePolicy" in attributes) >= ("RedrivePolicy" in properties)


def _layer(clients: Clients, arn: str, _: Mapping[str, Any]) -> bool:
    return bool(clients("lambda").get_layer_version_by_arn(Arn=arn)["Version"])


def _secret(clients: Clients, arn: str, _: Mapping[str, Any]) -> bool:
    return bool(clients("secretsmanager").get_secret_value(SecretId=arn)["SecretString"])


def _mapping(clients: Clients, identity: str, properties: Mapping[str, Any]) -> bool:
    mapping = clients("lambda").get_event_source_mapping(UUID=identity)
    return mapping["State"] == "Enabled" and ("FilterCriteria" in mapping) >= ("FilterCriteria" in properties)


def _api(clients: Clients, api_id: str, _: Mapping[str, Any]) -> bool:
    return bool(clients("apigatewayv2").get_api(ApiId=api_id)["ApiId"])


CHECKS: dict[str, Check] = {
    "AWS::ApiGatewayV2::Api": _api,
    "AWS::DynamoDB::Table": _table,
    "AWS::IAM::Role": _role,
    "AWS::Lambda::EventSourceMapping": _mapping,
    "AWS::Lambda::Function": _function,
    "AWS::Lambda::LayerVersion": _layer,
    "AWS::Logs::LogGroup": _log_group,
    "AWS::S3::Bucket": _bucket,
    "AWS::S3::BucketPolicy": _bucket_policy,
    "AWS::SQS::Queue": _queue,
    "AWS::SecretsManager::Secret": _secret,
}


def _is_there(clients: Clients, physical: str, resource: Mapping[str, Any]) -> bool:
    # Other types are there when CloudFormation says so: they have no call of their own worth making.
    check = CHECKS.get(resource["Type"])
    try:
        return check is None or check(clients, physical, resource.get("Properties", {}))
    except ClientError:
        return False


def _missing_resources(clients: Clients, stack: Stack) -> Iterator[str]:
    for name, resource in stack.wanted().items():
        status = stack.statuses.get(name, "absent")
        if not status.endswith("_COMPLETE") or status.startswith("DELETE"):
            yield f"{name} ({resource['Type']}): {status}"
        elif not _is_there(clients, stack.physical[name], resource):
            yield f"{name} ({resource['Type']}): not as the template has it"


def _wrong_routes(clients: Clients, stack: Stack) -> Iterator[str]:
    logical, body = routes.api_of(stack.template)
    present = deployed_routes(clients("apigatewayv2"), stack.physical[logical]).keys()
    wanted = {route.key for route in routes.routes_of(body)}
    yield from (f"route {key}: absent" for key in sorted(wanted - present))
    yield from (f"route {key}: not in the template" for key in sorted(present - wanted))
    functions = stack.of_type("AWS::Lambda::Function")
    yield from (
        f"route {one.key}: no function {one.function}" for one in routes.routes_of(body) if one.function not in functions
    )


def take(clients: Clients, stack: Stack) -> tuple[int, int]:
    """Return the numbers of resources and routes, or raise with all that is missing."""
    wrong = [*_missing_resources(clients, stack), *_wrong_routes(clients, stack)]
    if wrong:
        message = "the deployed stack is not the template:\n  " + "\n  ".join(wrong)
        raise StackIncompleteError(message)
    return len(stack.wanted()), len(routes.routes_of(routes.api_of(stack.template)[1]))
