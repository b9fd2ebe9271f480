"""Each statement of each function's policy is needed: take one away, and something that the function is for fails.

A copy of each function, with its code, layers and role, plays the function's scenario; so nobody else's requests
wait for a cold start, and the function need not have been called before.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx

from cairn.runtime.settings import Settings
from cairn.store.bucket import Bucket
from cairn.store.directory import DirectoryStore
from cairn.store.queue import Queue
from cairn.store.table import Table
from fixtures.behind import Behind
from fixtures.people import People
from fixtures.policies import POLLED
from fixtures.scenarios import EVERYBODYS, SCENARIOS
from fixtures.world import World
from local import blueprint
from local.in_process import InProcess
from tests.e2e import beside
from tests.e2e.conftest import wait_until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from tests.e2e.conftest import LocalCloud

AT_A_TIME = 2
EMPTY_SECONDS = 120.0
# Around a function's own app.py: what a scenario asks of a function beside its event.
DIRECTED = """
import importlib
import sys
import operation

def handler(event, context):
    directions = event.pop("directions")
    if directions["as_new"]:
        for name, part in list(sys.modules.items()):
            for made in vars(part).values() if name.startswith("cairn.composition") else ():
                if hasattr(made, "cache_clear"):
                    made.cache_clear()
        importlib.reload(operation)
    vars(operation).update(directions["globals"])
    return operation.handler(event, context)
"""


class Deployed(InProcess):
    """A stage for one function's scenario: its routes are answered, and its work is done, by its copy."""

    def __init__(self, call: Callable[[Any], Any], people: People, behind: Behind) -> None:
        super().__init__()
        self.http = httpx.Client(base_url="http://cairn.test", transport=self)
        self.people = people
        self.registry, self.models, self.bucket = behind.registry, behind.models, behind.bucket
        self._call = call
        self._globals: dict[str, Any] = {}
        self._as_new = True

    def call(self, function: blueprint.Function, content: Mapping[str, Any]) -> Any:
        directions = {"globals": self._globals, "as_new": self._as_new}
        self._as_new = False
        return self._call({**content, "directions": directions})

    def work(self, worker: str, event: Mapping[str, Any]) -> Any:
        return self._call({**event, "directions": {"globals": self._globals, "as_new": True}})

    @contextmanager
    def with_seconds(self, logical_id: str, seconds: int) -> Iterator[None]:
        self._globals = {"_SECONDS": seconds}
        yield
        self._globals = {"_SECONDS": 20}

    def download(self, url: str) -> None:
        assert httpx.get(url, timeout=60).status_code == httpx.codes.OK

    def upload(self, url: str, content: bytes) -> None:
        assert httpx.put(url, content=content, timeout=60).status_code == httpx.codes.OK

    def as_new(self, logical_id: str) -> None:
        self._as_new = True


def fails(scenario: Callable[[World], object], world: World) -> bool:
    """Whether the scenario notices that something is missing."""
    try:
        scenario(world)
    except AssertionError:
        return True
    return False


class Examiner:
    """Takes the statements of one function after the other away, and puts them back."""

    def __init__(self, stack: LocalCloud) -> None:
        self._stack = stack
        self._iam = stack.client("iam")
        self._table = Table(stack.client("dynamodb"), stack.resource("Table"))
        self._secrets = stack.client("secretsmanager")
        send = Queue(stack.client("sqs"), stack.resource("IngestionQueue"), "").send
        bucket = Bucket(stack.client("s3"), stack.resource("Bucket"))
        self._behind = Behind.ingesting(self._table, bucket, send, stack.hub)

    def unneeded(self, function: blueprint.Function) -> list[str]:
        """Return what is wrong: a scenario that fails anyhow, or does not miss a statement."""
        scenario, role = SCENARIOS[function.logical_id], self._stack.resource(f"{function.logical_id}Role")
        source = {"app.py": DIRECTED, "operation.py": (function.folder / "app.py").read_text()}
        configuration = self._stack.client("lambda").get_function_configuration(
            FunctionName=self._stack.resource(function.logical_id)
        )
        # Closed, whatever the stack is: it is then that a function asks for most.
        told = configuration["Environment"]["Variables"] | {"AUTH_MODE": "required"}
        people = People(DirectoryStore(self._table), Settings.read(told), self._secrets)
        with beside.standing(self._stack, function.logical_id, source, **told) as call:
            try:
                scenario(World(Deployed(call, people, self._behind)))
            except AssertionError as error:
                return [f"{function.logical_id} fails with all of its statements: {error}"]
            return [
                f"{function.logical_id} does not need {statement}"
                for statement in self._lacking_one(role, function.logical_id)
                if not fails(scenario, World(Deployed(call, people, self._behind)))
            ]

    def _lacking_one(self, role: str, logical_id: str) -> Iterator[Any]:
        """Take each statement away while the caller looks at what that does."""
        polled = {action for action, _, _ in POLLED.get(logical_id, set())}
        for name in self._iam.list_role_policies(RoleName=role)["PolicyNames"]:
            whole = self._iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
            for statement in whole["Statement"]:
                if set(statement["Action"]) <= polled:
                    continue  # Lambda's own doing; the local one needs no permission for it
                self._put(role, name, whole, [one for one in whole["Statement"] if one is not statement])
                try:
                    yield statement
                finally:
                    self._put(role, name, whole, whole["Statement"])

    def _put(self, role: str, name: str, document: dict[str, Any], statements: list[Any]) -> None:
        if statements:
            changed = json.dumps({**document, "Statement": statements})
            self._iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=changed)
        else:
            self._iam.delete_role_policy(RoleName=role, PolicyName=name)

    def empty(self) -> None:
        """Leave little to those who empty the registry, so that they are done within one request."""
        with self._stack.http() as api:
            assert wait_until(lambda: bool(api.delete("/reset").json()["is_complete"]), EMPTY_SECONDS)


def test_without_any_one_of_its_statements_a_function_fails(stack: LocalCloud) -> None:
    examiner = Examiner(stack)
    functions = [function for function in blueprint.functions() if function.statements]
    together = [function for function in functions if function.logical_id not in EVERYBODYS]
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        found = list(pool.map(examiner.unneeded, together))
    examiner.empty()
    found += [examiner.unneeded(function) for function in functions if function.logical_id in EVERYBODYS]
    assert [one for some in found for one in some] == []
