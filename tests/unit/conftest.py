"""Unit tests connect to nothing, aside from the gateway's own, under local/, and those that say they speak to 127.0.0.1."""

from typing import Any

import boto3
import pytest
from pytest_socket import enable_socket, socket_allow_hosts

from cairn.permissions import Caller
from cairn.store.segments import Heads
from cairn.store.table import Table
from cairn.store.versions import VersionStore
from fixtures.aws import TABLE


@pytest.fixture(autouse=True)
def no_sockets(request):
    is_marked = request.node.get_closest_marker("allow_hosts")
    if is_marked or {"local", "packaging", "hub"} & set(request.path.parts):
        yield
        return
    # Connecting is what is refused: a server that another test left in this process may still have a caller to accept.
    socket_allow_hosts([], allow_unix_socket=True)
    yield
    enable_socket()


@pytest.fixture
def caller():
    return Caller("ada", is_admin=True, face="test", request_id="r-1")


@pytest.fixture
def client(table):
    return boto3.client("dynamodb")


@pytest.fixture
def calls(client):
    """The operations that were asked of DynamoDB, in order."""
    seen: list[str] = []

    def note(model: Any, **_: Any) -> None:
        seen.append(model.name)

    client.meta.events.register("before-call.dynamodb", note)
    return seen


@pytest.fixture
def store(client):
    return VersionStore(Table(client, TABLE))


@pytest.fixture
def small_segments(client):
    """A store whose segments are full after five entries, each of which counts itself."""
    return VersionStore(Table(client, TABLE), Heads(cap=5, sample_every=1))
