"""What every function is measured against: boto3's clients as they come, and one call."""

import os

import boto3

clients = {name: boto3.client(name) for name in os.environ["CLIENTS"].split(",")}


def handler(event: object, context: object) -> dict[str, object]:
    """Read one item where there is a table."""
    if "dynamodb" in clients:
        clients["dynamodb"].get_item(TableName=os.environ["TABLE_NAME"], Key={"pk": {"S": "a"}, "sk": {"S": "b"}})
    return {"statusCode": 200, "body": "{}"}
