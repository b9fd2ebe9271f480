"""What a function imports is what a cold start costs: each function may load what its kind needs and nothing else."""

import json
import os
import subprocess
import sys
from functools import cache

import pytest

from fixtures.aws import ENVIRONMENT
from local import blueprint

# Costly, and needed by no request: the reason to keep each out is its measured share of a cold start.
NEVER = {
    "aiohttp",
    "argparse",
    "asyncio",
    "awscrt",
    "aws_xray_sdk",
    "boto3",
    "cryptography",
    "httpx",
    "huggingface_hub",
    "jwt",
    "moto",
    "multiprocessing",
    "requests",
    "s3transfer",
    "sqlite3",
    "unittest",
    "yaml",
}
POWERTOOLS = {"event_handler", "utilities.parser", "utilities.data_classes", "utilities.validation"}
SDK = {"botocore", "urllib3"}
MODELS = {"pydantic", "pydantic_core", "annotated_types"}
LOGS = {"aws_lambda_powertools"}
REGEX = {"re2"}
# Answered from the code alone.
PLAIN = {"registry_health_heartbeat", "get_tracks", "create_auth_token"}
# Clients that a function creates beside the table's.
CLIENTS = {
    "registry_health_components": {"dynamodb", "s3", "sqs"},
    "registry_reset": {"dynamodb", "sqs"},
    "reset": {"dynamodb", "sqs"},
    "audit_archive": {"s3"},
    "artifact_retrieve": {"dynamodb", "s3"},
    "ingest": {"dynamodb", "s3", "sqs"},
}

# What ingests at its first message; the routes that ingest import the hub's client when a model comes.
INGESTING = {"workers/ingest"}

PROBE = """
import importlib.util, json, sys
created = []
def watch():
    from botocore.session import Session
    create = Session.create_client
    def noting(session, service, *arguments, **settings):
        created.append(service)
        return create(session, service, *arguments, **settings)
    Session.create_client = noting
if sys.argv[2] == "clients":
    watch()
before = set(sys.modules)
spec = importlib.util.spec_from_file_location("app", sys.argv[1])
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
assert callable(module.handler)
print(json.dumps({"modules": sorted(set(sys.modules) - before), "clients": created}))
"""


@cache
def probe(function: str, what: str) -> dict[str, set[str]]:
    """Import a function's app.py in a fresh interpreter; return what that loaded and which AWS clients it made."""
    app = blueprint.ROOT / "functions" / function / "app.py"
    environment = ENVIRONMENT | {"PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", PROBE, str(app), what]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return {name: set(found) for name, found in json.loads(done.stdout).items()}


def loaded(modules: set[str], packages: set[str]) -> set[str]:
    """Return which of the packages are among the modules."""
    return {package for package in packages if package in modules or any(one.startswith(f"{package}.") for one in modules)}


FUNCTIONS = [f"{function.face}/{function.operation}" for function in blueprint.functions()]
WITH_DATA = [function for function in FUNCTIONS if function.partition("/")[2] not in PLAIN]


def test_the_kinds_speak_of_functions_that_exist() -> None:
    operations = {function.partition("/")[2] for function in FUNCTIONS}
    assert operations >= PLAIN | set(CLIENTS)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_no_function_imports_what_no_request_needs(function: str) -> None:
    modules = probe(function, "modules")["modules"]
    assert not loaded(modules, set() if function in INGESTING else NEVER)
    assert not loaded(modules, {f"aws_lambda_powertools.{part}" for part in POWERTOOLS})


@pytest.mark.parametrize("function", [function for function in FUNCTIONS if function not in WITH_DATA])
def test_a_function_without_data_imports_neither_sdk_nor_models_nor_powertools(function: str) -> None:
    modules = probe(function, "modules")["modules"]
    assert not loaded(modules, SDK | MODELS | LOGS | REGEX)
    assert len(modules) < 30, sorted(modules)


@pytest.mark.parametrize("function", WITH_DATA)
def test_a_function_with_data_makes_its_clients_before_the_first_request(function: str) -> None:
    expected = CLIENTS.get(function.partition("/")[2], {"dynamodb"})
    assert probe(function, "clients")["clients"] == expected


@pytest.mark.parametrize("function", WITH_DATA)
def test_only_the_regular_expression_search_loads_the_regular_expression_engine(function: str) -> None:
    modules = probe(function, "modules")["modules"]
    assert loaded(modules, REGEX) == (REGEX if function.endswith("artifact_by_reg_ex_get") else set())


@pytest.mark.parametrize("function", [function for function in FUNCTIONS if function.startswith("workers/")])
def test_a_worker_imports_no_face_and_no_models(function: str) -> None:
    modules = probe(function, "modules")["modules"]
    assert not loaded(modules, MODELS | {"cairn.faces"})


@pytest.mark.parametrize("function", [function for function in FUNCTIONS if not function.startswith("workers/")])
def test_a_route_imports_no_face_but_its_own(function: str) -> None:
    modules = probe(function, "modules")["modules"]
    faces = {one.split(".")[2] for one in modules if one.startswith("cairn.faces.")}
    assert faces <= {function.partition("/")[0]}
