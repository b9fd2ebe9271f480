"""Least privilege, both ways: what a function's code really asks of AWS is what its block allows, no less and no more."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import httpx
import pytest
from botocore.model import OperationModel

from cairn.composition import artifacts, versions
from cairn.core.drafts import Draft
from cairn.permissions import Caller
from cairn.records import Kind, Parent
from cairn.runtime import clients
from fixtures.aws import BUCKET, DEAD_LETTERS, QUEUE, TABLE
from local import blueprint
from local.in_process import Context, InProcess, handler_module

NAMES = {TABLE: "Table", BUCKET: "Bucket", QUEUE: "JobQueue", DEAD_LETTERS: "JobDeadLetterQueue"}
NAMED_OTHERWISE = {"HeadBucket": "ListBucket"}
IN_TRANSACTIONS = {"Put": "PutItem", "Update": "UpdateItem", "Delete": "DeleteItem", "ConditionCheck": "ConditionCheckItem"}

Permission = tuple[str, str]
"""An action, and the logical id of the resource that it is done to."""


def permissions(model: OperationModel, params: dict[str, Any]) -> Iterator[Permission]:
    """What IAM asks for before it lets a call through."""
    service = model.service_model.service_name
    match params:
        case {"TransactItems": list() as items}:
            for verb, request in ((verb, request) for item in items for verb, request in item.items()):
                yield f"{service}:{IN_TRANSACTIONS[verb]}", NAMES[request["TableName"]]
        case {"RequestItems": dict() as tables}:
            yield from ((f"{service}:{model.name}", NAMES[table]) for table in tables)
        case {"TableName": str() as name} | {"Bucket": str() as name}:
            yield f"{service}:{NAMED_OTHERWISE.get(model.name, model.name)}", NAMES[name]
        case {"QueueUrl": str() as url}:
            yield f"{service}:{model.name}", NAMES[url.rpartition("/")[2]]
        case _:
            pytest.fail(f"{service}:{model.name} names no resource that is known")


@contextmanager
def recorded() -> Iterator[set[Permission]]:
    """Collect the permissions that the functions' own clients need."""
    found: set[Permission] = set()

    def record(params: dict[str, Any], model: OperationModel, **_: object) -> None:
        found.update(permissions(model, params))

    # Those who watch over health ask once, the others three times: they are clients of their own.
    watched = [make(tries) for make in (clients.dynamodb, clients.s3, clients.sqs) for tries in (1, 3)]
    for client in watched:
        client.meta.events.register("before-parameter-build", record, unique_id="recorded")
    yield found
    for client in watched:
        client.meta.events.unregister("before-parameter-build", record, unique_id="recorded")


@dataclass
class World:
    """A registry with a dataset, code, and a model that was made from the dataset."""

    http: httpx.Client
    dataset: dict[str, Any] = field(init=False)
    model: str = field(init=False)

    def __post_init__(self) -> None:
        self.dataset = self.register("https://data.example.org/squad.csv")
        parent = Parent(Kind.DATASET, "https://data.example.org/squad.csv", "trained_on")
        draft = Draft(kind=Kind.MODEL, source="https://models.example.org/bert", size_bytes=440, parents=(parent,))
        self.model = artifacts().register(Caller("ada", is_admin=True, face="trust"), draft).id

    def register(self, url: str) -> dict[str, Any]:
        answer = self.http.post("/artifact/dataset", json={"url": url}).raise_for_status()
        artifact: dict[str, Any] = answer.json()
        return artifact

    @property
    def path(self) -> str:
        return f"/artifacts/dataset/{self.dataset['metadata']['id']}"

    def create(self) -> None:
        versions()._heads._hints.clear()  # As in a new process, which counts its first registration in any case.
        self.register("https://data.example.org/other.csv")

    def move(self) -> None:
        moved = self.dataset | {"data": {"url": "https://data.example.org/moved.csv"}}
        self.http.put(self.path, json=moved).raise_for_status()

    def lists(self) -> None:
        for query in ({"name": "*"}, {"name": "*", "types": ["dataset"]}, {"name": "squad.csv"}):
            self.http.post("/artifacts", json=[query]).raise_for_status()

    def costs(self) -> None:
        for dependency in ("false", "true"):
            self.http.get(f"/artifact/model/{self.model}/cost", params={"dependency": dependency})

    def reset(self) -> None:
        with patch.object(handler_module("trust", "registry_reset"), "_SECONDS", -1):
            assert self.http.delete("/reset").status_code == 202
        assert self.http.delete("/reset").status_code == 200

    def work(self) -> None:
        worker = handler_module("workers", "reset")
        event = json.loads((blueprint.ROOT / "events" / "workers" / "reset.json").read_text())
        event["Records"][0]["body"] = json.dumps({"job": "reset", "before": "f", "name": "ada", "request_id": "1"})
        with patch.object(worker, "_SECONDS", -1):
            worker.handler(event, Context())
        worker.handler(event, Context())


SCENARIOS: dict[str, Callable[[World], object]] = {
    "TrustRegistryHealthHeartbeat": lambda world: world.http.get("/health"),
    "TrustRegistryHealthComponents": lambda world: world.http.get("/health/components"),
    "TrustGetTracks": lambda world: world.http.get("/tracks"),
    "TrustCreateAuthToken": lambda world: world.http.put("/authenticate", json={}),
    "TrustRegistryReset": World.reset,
    "TrustArtifactCreate": World.create,
    "TrustArtifactRetrieve": lambda world: world.http.get(world.path),
    "TrustArtifactUpdate": World.move,
    "TrustArtifactDelete": lambda world: world.http.delete(world.path),
    "TrustArtifactsList": World.lists,
    "TrustArtifactByNameGet": lambda world: world.http.get("/artifact/byName/squad.csv"),
    "TrustArtifactByRegExGet": lambda world: world.http.post("/artifact/byRegEx", json={"regex": "squad"}),
    "TrustModelArtifactRate": lambda world: world.http.get(f"/artifact/model/{world.model}/rate"),
    "TrustArtifactCostGet": World.costs,
    "TrustArtifactAuditGet": lambda world: world.http.get(f"/artifact/model/{world.model}/audit"),
    "TrustArtifactLineageGet": lambda world: world.http.get(f"/artifact/model/{world.model}/lineage"),
    "TrustArtifactLicenseCheck": lambda world: world.http.post(
        f"/artifact/model/{world.model}/license-check", json={"github_url": "https://example.org/owner/project"}
    ),
    "WorkersReset": World.work,
}


POLLED: dict[str, set[Permission]] = {
    "WorkersReset": {(f"sqs:{action}", "JobQueue") for action in ("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")}
}
"""What Lambda does in a worker's name before it calls it."""


def allowed(function: blueprint.Function) -> set[Permission]:
    return {
        (action, arn["Fn::GetAtt"][0])
        for statement in function.statements
        for action in statement["Action"]
        for arn in (statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]])
    }


@pytest.mark.parametrize("function", blueprint.functions(), ids=lambda function: function.logical_id)
def test_a_function_may_do_exactly_what_it_does(function: blueprint.Function, deployment: None) -> None:
    with httpx.Client(base_url="http://cairn.test", transport=InProcess()) as http:
        world = World(http)
        with recorded() as used:
            SCENARIOS[function.logical_id](world)
    assert used | POLLED.get(function.logical_id, set()) == allowed(function)
