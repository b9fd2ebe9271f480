"""What docs/openapi promises, asked of the API: whatever is sent, the answer is one that the document has.

In this process by default; with --base-url over HTTP, against a stack that may be emptied: `DELETE /reset` is asked too.
"""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import hypothesis
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode, checks

from cairn.composition import artifacts
from cairn.core.drafts import Draft
from cairn.faces.trust.models import Artifact
from cairn.permissions import Caller
from cairn.records import Kind, Parent
from local.openapi.faces import FACES

pytestmark = pytest.mark.slow

DOCUMENTS = {face.name: json.loads(face.file.read_text()) for face in FACES}


def opened(document: dict[str, Any]) -> dict[str, Any]:
    """A document whose routes ask for no token: nobody needs one here, nor is its absence what is wrong with a request."""
    paths = {
        path: {method: operation | {"security": []} for method, operation in methods.items()}
        for path, methods in document["paths"].items()
    }
    return document | {"paths": paths}


SCHEMAS = {face: schemathesis.openapi.from_dict(opened(document)) for face, document in DOCUMENTS.items()}
OPERATIONS = [
    pytest.param(face, path, method, id=f"{face}-{operation['operationId']}")
    for face, document in DOCUMENTS.items()
    for path, methods in document["paths"].items()
    for method, operation in methods.items()
]


def can_be_malformed(operation: dict[str, Any]) -> bool:
    """Whether there is more to a request than texts in a path, where every text is one."""
    parameters = operation.get("parameters", [])
    return "requestBody" in operation or any(
        one["in"] == "query" or one["schema"].keys() - {"type", "minLength", "maxLength"} for one in parameters
    )


REFUSING = [one for one in OPERATIONS if can_be_malformed(DOCUMENTS[one.values[0]]["paths"][one.values[1]][one.values[2]])]
NOT_IMPLEMENTED = 501

HERE, OVER_HTTP = 40, 5
"""Examples a route: over HTTP the question is only whether the stack answers as this process does."""
bounded = hypothesis.settings(
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@dataclass
class Thing:
    """What calls can be about, so that they get past the door."""

    path: dict[str, str]
    """Path parameters that mean it."""
    bodies: dict[str, Any] = field(default_factory=dict)
    """Whole bodies that are about it, by operation."""

    def parts(self, operation: Any, mode: GenerationMode) -> dict[str, Any]:
        """The parts of a call that is about this; none if the operation knows no such thing."""
        names = {parameter.name for parameter in operation.path_parameters}
        found: dict[str, Any] = {}
        if names and names <= set(self.path):
            found["path_parameters"] = {name: self.path[name] for name in names}
        body = self.bodies.get(operation.definition.raw["operationId"])
        if body is not None and mode is GenerationMode.POSITIVE and len(found) == bool(names):
            found["body"] = body
        return found


@pytest.fixture
def examples(request: pytest.FixtureRequest) -> hypothesis.settings:
    return hypothesis.settings(bounded, max_examples=OVER_HTTP if request.config.getoption("--base-url") else HERE)


@pytest.fixture
def known(client: httpx.Client, request: pytest.FixtureRequest) -> list[Thing]:
    return [*registered(client, is_here=not request.config.getoption("--base-url")), *accounts(client), *words(client)]


def registered(client: httpx.Client, *, is_here: bool) -> list[Thing]:
    """A dataset, code, and in this process a model."""
    url = f"https://data.example.org/{uuid4()}/squad"
    found = [client.post(f"/artifact/{kind}", json={"url": url, "name": "squad"}).json() for kind in ("dataset", "code")]
    if is_here:
        # What only ingestion could register.
        parent = Parent(Kind.DATASET, url, "trained_on")
        draft = Draft(kind=Kind.MODEL, source="https://example.org/models/bert", name="bert", size_bytes=440, parents=(parent,))
        model = artifacts().register(Caller("ada", is_admin=True, face="trust"), draft)
        found.append(Artifact.of(model).model_dump(exclude_defaults=True))
    return [Thing({**one["metadata"], "artifact_type": one["metadata"]["type"]}, {"ArtifactUpdate": one}) for one in found]


def accounts(client: httpx.Client) -> list[Thing]:
    """A group, a user in it, the caller, and a token of theirs."""
    name = f"t-{uuid4().hex[:30]}"
    group = {"name": name, "permissions": [{"resource_type": "model", "method": "get"}]}
    user = {"username": name, "full_name": "A. Lovelace", "groups": [group]}
    client.post("/api/group", json=group).raise_for_status()
    client.post("/api/user", json=user | {"password": "correct horse"}).raise_for_status()
    client.post("/api/svc/v1/personal-access-tokens", json={"name": name}).raise_for_status()
    token = client.get("/api/svc/v1/personal-access-tokens").json()["data"][0]["id"]
    return [
        Thing({"username": name, "token_id": "t-1"}, {"EditUser": user, "RevokeAllPersonalAccessTokens": {"email": name}}),
        Thing({"username": "me", "token_id": "t-1"}),
        Thing({"group_name": name}, {"EditGroup": group}),
        Thing({"group_name": "read-model-im___db"}),
        Thing({"permission_str": "dataset-put-im___db"}),
        Thing({"id": token}),
    ]


def words(client: httpx.Client) -> list[Thing]:
    """A word of a custom list, a catalog entry, and a model with a card."""
    name = f"t-{uuid4().hex[:30]}"
    word = {"name": name, "description": "made up", "parent": "Confidence"}
    entry = {"header": {"identifier": name}, "code": "print()", "tags": ["LLM"]}
    card = {"artifact_type": "card", "system": {}, "data": [], "model": {}, "system_requirements": [{"quality": "Fairness"}]}
    artifact = {"header": {"identifier": "card.default", "type": "card"}, "body": card}
    client.post("/api/custom_list/quality_attributes/entry", json=word).raise_for_status()
    client.post("/api/catalog/local/entry", json=entry).raise_for_status()
    path = f"/api/model/{name}/version/v1/artifact"
    client.post(path, json={"artifact": artifact, "parents": True}).raise_for_status()
    return [
        Thing({"custom_list_id": "quality_attributes", "custom_list_entry_id": name}, {"EditCustomListEntry": word}),
        Thing({"custom_list_id": "tags", "custom_list_entry_id": name}, {"CreateCustomListEntry": word | {"parent": None}}),
        Thing({"catalog_id": "local", "catalog_entry_id": name}, {"EditCatalogEntry": entry}),
        Thing({"catalog_id": "sample", "catalog_entry_id": "same-input-same-output"}),
        Thing({"model_id": name, "version_id": "v1", "artifact_id": "card.default"}),
    ]


def strategy(face: str, path: str, method: str, mode: GenerationMode, known: list[Thing]) -> st.SearchStrategy[Case[Any]]:
    operation = SCHEMAS[face][path][method]
    aimed = [parts for thing in known if (parts := thing.parts(operation, mode))]
    return st.one_of(operation.as_strategy(generation_mode=mode, **parts) for parts in ({}, *aimed))


def says_one_for_a_list(case: Case[Any]) -> bool:
    """Whether a list in the query is a single value: Schemathesis takes that for malformed, but it is sent as a list of one."""
    lists = {one.name for one in case.operation.query if one.definition["schema"].get("type") == "array"}
    return any(not isinstance(case.query[name], list) for name in lists & set(case.query or {}))


def ask(client: httpx.Client, case: Case[Any]) -> httpx.Response:
    wanted = case.as_transport_kwargs(base_url=str(client.base_url))
    prepared: Any = requests.Request(**wanted).prepare()
    headers = {name: value.strip() for name, value in prepared.headers.items()}  # HTTP has no blanks at a value's ends.
    answer = client.request(prepared.method, prepared.url, headers=headers, content=prepared.body)
    answer.elapsed = timedelta()  # An answer made in this process has none, and Schemathesis wants one.
    return answer


def check(case: Case[Any], answer: httpx.Response, *more: Any) -> None:
    assert answer.status_code < 500 or answer.status_code == NOT_IMPLEMENTED, answer.text
    case.validate_response(
        answer,
        checks=[
            checks.status_code_conformance,
            checks.content_type_conformance,
            checks.response_headers_conformance,
            checks.response_schema_conformance,
            *more,
        ],
    )


@pytest.mark.parametrize(("face", "path", "method"), OPERATIONS)
def test_every_answer_to_a_well_formed_request_is_documented(
    client: httpx.Client, known: list[Thing], examples: hypothesis.settings, face: str, path: str, method: str
) -> None:
    @examples
    @given(case=strategy(face, path, method, GenerationMode.POSITIVE, known))
    def run(case: Case[Any]) -> None:
        check(case, ask(client, case))

    run()


@pytest.mark.parametrize(("face", "path", "method"), REFUSING)
def test_every_answer_to_a_malformed_request_is_a_documented_refusal(
    client: httpx.Client, known: list[Thing], examples: hypothesis.settings, face: str, path: str, method: str
) -> None:
    @examples
    @given(case=strategy(face, path, method, GenerationMode.NEGATIVE, known).filter(lambda case: not says_one_for_a_list(case)))
    def run(case: Case[Any]) -> None:
        answer = ask(client, case)
        # Over HTTP the gateway refuses a head of more than 10,240 bytes; Schemathesis does not know that as a refusal.
        refused = () if answer.status_code == httpx.codes.REQUEST_HEADER_FIELDS_TOO_LARGE else (checks.negative_data_rejection,)
        check(case, answer, *refused)

    run()
