"""MLTE's published client, signing in: run in its own environment, prints what happened as JSON.

Reads BASE_URL and PASSWORD; the user is ada.
"""

import json
import os

from mlte.store.common.http_clients import RequestsClient

API, PASSWORD = f"{os.environ['BASE_URL']}/api", os.environ["PASSWORD"]
client = RequestsClient("ada", PASSWORD)
client.authenticate(API)
me = client.get(f"{API}/user/me")
client.raise_for_response(me)


def failed(*, password=PASSWORD, method="get", path="/user/me", **content):
    """The client's own name for what went wrong."""
    other = RequestsClient("ada", password)
    try:
        other.authenticate(API)
        other.raise_for_response(getattr(other, method)(f"{API}{path}", **content))
    except Exception as error:  # noqa: BLE001 - the name is what is looked at
        return type(error).__name__, str(error)
    return None


stranger = RequestsClient()
try:
    stranger.raise_for_response(stranger.get(f"{API}/user/me"))
    unknown = None
except Exception as error:  # noqa: BLE001 - as above
    unknown = type(error).__name__
print(
    json.dumps(
        {
            "me": me.json(),
            "wrong": failed(password="wrong"),
            "forbidden": failed(path="/user/admin"),
            "unknown": unknown,
            "missing": failed(path="/groups/permission/none"),
            "invalid": failed(method="put", path="/user", json={"username": 7}),
        }
    )
)
