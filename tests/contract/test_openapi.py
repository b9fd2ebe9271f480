"""What docs/openapi promises, asked of the API: whatever is sent, the answer is one that the document has.

In this process by default; with --base-url over HTTP, against a stack that may be emptied: `DELETE /reset` is asked too.
"""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

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
from local.blueprint import ROOT

DOCUMENT = json.loads((ROOT / "docs" / "openapi" / "trust.json").read_text())
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
OPERATIONS = [
    pytest.param(path, method, id=operation["operationId"])
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
]
REFUSING = [
    pytest.param(path, method, id=operation["operationId"])
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
    if "400" in operation["responses"]
]
NOT_IMPLEMENTED = 501

bounded = hypothesis.settings(
    max_examples=60,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def known(register: Callable[..., dict[str, Any]], request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    """Artifacts that are registered, so that calls get past the door."""
    found = [register("dataset", name="squad"), register("code", name="squad")]
    if request.config.getoption("--base-url"):
        return found
    # What only ingestion could register, so only in this process.
    parent = Parent(Kind.DATASET, found[0]["data"]["url"], "trained_on")
    draft = Draft(kind=Kind.MODEL, source="https://example.org/models/bert", name="bert", size_bytes=440, parents=(parent,))
    model = artifacts().register(Caller("ada", is_admin=True, face="trust"), draft)
    return [*found, Artifact.of(model).model_dump(exclude_defaults=True)]


def strategy(path: str, method: str, mode: GenerationMode, known: list[dict[str, Any]]) -> st.SearchStrategy[Case[Any]]:
    operation = SCHEMA[path][method]
    names = {parameter.name for parameter in operation.path_parameters}
    if not names:
        return operation.as_strategy(generation_mode=mode)
    is_whole = method == "put" and mode is GenerationMode.POSITIVE
    aimed = [operation.as_strategy(generation_mode=mode, **parts(one, names, is_whole=is_whole)) for one in known]
    return st.one_of(operation.as_strategy(generation_mode=mode), *aimed)


def parts(artifact: dict[str, Any], names: set[str], *, is_whole: bool) -> dict[str, Any]:
    """The parts of a call that is about this artifact; a whole one gives it back as it is."""
    told = artifact["metadata"] | {"artifact_type": artifact["metadata"]["type"]}
    found: dict[str, Any] = {"path_parameters": {name: told[name] for name in names}}
    return found | ({"body": artifact} if is_whole else {})


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


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_answer_to_a_well_formed_request_is_documented(
    client: httpx.Client, known: list[dict[str, Any]], path: str, method: str
) -> None:
    @bounded
    @given(case=strategy(path, method, GenerationMode.POSITIVE, known))
    def run(case: Case[Any]) -> None:
        check(case, ask(client, case))

    run()


@pytest.mark.parametrize(("path", "method"), REFUSING)
def test_every_answer_to_a_malformed_request_is_a_documented_refusal(
    client: httpx.Client, known: list[dict[str, Any]], path: str, method: str
) -> None:
    @bounded
    @given(case=strategy(path, method, GenerationMode.NEGATIVE, known))
    def run(case: Case[Any]) -> None:
        check(case, ask(client, case), checks.negative_data_rejection)

    run()
