"""Make, by API, what the emulator's CloudFormation leaves out. On AWS each of these calls would change nothing.

Left out by ministack: an HTTP API's routes and CORS (it ignores `Body`), a table's expiry and point-in-time
recovery, a bucket's lifecycle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local.gateway import routes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from local.aws import Clients
    from local.deploy.stack import Stack

TABLE, BUCKET = "AWS::DynamoDB::Table", "AWS::S3::Bucket"


def complete(clients: Clients, stack: Stack) -> None:
    """Idempotent; also removes the routes that are no longer in the template."""
    _complete_api(clients, stack)
    for name, properties in stack.of_type(TABLE).items():
        _complete_table(clients("dynamodb"), stack.physical[name], properties)
    for name, properties in stack.of_type(BUCKET).items():
        rules = properties.get("LifecycleConfiguration", {}).get("Rules", [])
        if rules:
            clients("s3").put_bucket_lifecycle_configuration(
                Bucket=stack.physical[name], LifecycleConfiguration={"Rules": [lifecycle_rule(rule) for rule in rules]}
            )


def deployed_routes(gateway: Any, api_id: str) -> dict[str, str]:
    """Route ids by route key."""
    pages = gateway.get_paginator("get_routes").paginate(ApiId=api_id)
    return {one["RouteKey"]: one["RouteId"] for page in pages for one in page["Items"]}


def _complete_api(clients: Clients, stack: Stack) -> None:
    logical, body = routes.api_of(stack.template)
    gateway, api_id = clients("apigatewayv2"), stack.physical[logical]
    wanted = {route.key: route for route in routes.routes_of(body)}
    present = deployed_routes(gateway, api_id)
    for key in present.keys() - wanted.keys():
        gateway.delete_route(ApiId=api_id, RouteId=present[key])
    for key in sorted(wanted.keys() - present.keys()):
        integration = gateway.create_integration(
            ApiId=api_id,
            IntegrationType="AWS_PROXY",
            IntegrationUri=_function_arn(clients, stack.physical[wanted[key].function]),
            PayloadFormatVersion="2.0",
        )
        gateway.create_route(ApiId=api_id, RouteKey=key, Target=f"integrations/{integration['IntegrationId']}")
    if cors := stack.value(body).get(routes.CORS):
        gateway.update_api(ApiId=api_id, CorsConfiguration={name[0].upper() + name[1:]: value for name, value in cors.items()})


def _function_arn(clients: Clients, name: str) -> str:
    return str(clients("lambda").get_function_configuration(FunctionName=name)["FunctionArn"])


def _complete_table(dynamodb: Any, name: str, properties: Mapping[str, Any]) -> None:
    expiry = properties.get("TimeToLiveSpecification")
    described = dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
    if expiry and described.get("TimeToLiveStatus") != "ENABLED":
        dynamodb.update_time_to_live(
            TableName=name, TimeToLiveSpecification={"AttributeName": expiry["AttributeName"], "Enabled": True}
        )
    if properties.get("PointInTimeRecoverySpecification", {}).get("PointInTimeRecoveryEnabled"):
        dynamodb.update_continuous_backups(
            TableName=name, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
        )


def lifecycle_rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    """A rule in CloudFormation's words, in the words of S3's own API."""
    translated: dict[str, Any] = {
        "ID": rule.get("Id", "rule"),
        "Status": rule["Status"],
        "Filter": _filter(rule),
    }
    if "ExpirationInDays" in rule or "ExpiredObjectDeleteMarker" in rule:
        days = {"Days": int(rule["ExpirationInDays"])} if "ExpirationInDays" in rule else {}
        marker = {"ExpiredObjectDeleteMarker": True} if rule.get("ExpiredObjectDeleteMarker") else {}
        translated["Expiration"] = days or marker
    if "NoncurrentVersionExpirationInDays" in rule:
        translated["NoncurrentVersionExpiration"] = {"NoncurrentDays": int(rule["NoncurrentVersionExpirationInDays"])}
    for name in ("AbortIncompleteMultipartUpload", "NoncurrentVersionExpiration"):
        if name in rule:
            translated[name] = {key: int(value) for key, value in rule[name].items()}
    return translated


def _filter(rule: Mapping[str, Any]) -> dict[str, Any]:
    tags = [dict(tag) for tag in rule.get("TagFilters", [])]
    prefix = rule.get("Prefix")
    if not tags:
        return {"Prefix": prefix or ""}
    if len(tags) == 1 and prefix is None:
        return {"Tag": tags[0]}
    return {"And": {"Tags": tags, **({"Prefix": prefix} if prefix is not None else {})}}
