"""The floor: a function that does nothing."""


def handler(event: object, context: object) -> dict[str, object]:
    """Answer."""
    return {"statusCode": 200, "body": "{}"}
