"""What a function imports is what a cold start costs: each function may load what its kind needs and nothing else."""

import json
import os
import subprocess
import sys
from functools import cache

import pytest

from fixtures.aws import ENVIRONMENT
from local import blueprint

pytestmark = pytest.mark.slow

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
    "joserfc",
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
HASHES = {"argon2"}
# Answered from the code and the environment alone.
PLAIN = {"registry_health_heartbeat", "get_tracks", "healthcheck", "get_min_cli_version", "get_tenant_id"}
# Told apart by nobody: anybody may ask.
NO_DOOR = {"registry_health_components"}
# They sign in, or set passwords.
PASSWORDS = {"create_auth_token", "login_for_access_token", "create_user", "edit_user"}
# The clients of what a function does, where that is not the table's alone; telling its callers apart takes others.
CLIENTS: dict[str, set[str]] = {
    "registry_health_components": {"dynamodb", "s3", "sqs"},
    "registry_reset": {"dynamodb", "sqs"},
    "reset": {"dynamodb", "s3", "sqs"},
    "write_artifact": {"dynamodb", "s3"},
    "read_artifact": {"dynamodb", "s3"},
    "suite_template": {"dynamodb", "s3"},
    "read_artifacts": {"dynamodb", "s3"},
    "search_artifacts": {"dynamodb", "s3"},
    "mlte/delete_artifact": {"dynamodb", "s3"},
    "list_artifact_revisions": {"dynamodb", "s3"},
    "export_model": {"dynamodb", "s3"},
    "import_model": {"dynamodb", "s3"},
    "prepare_import": {"dynamodb", "s3"},
    "get_session": set(),
    "list_permissions": set(),
    "list_permission_details": set(),
    "read_permission": set(),
    "create_auth_token": set(),
    "login_for_access_token": set(),
    "audit_archive": {"s3"},
    "artifact_retrieve": {"dynamodb", "s3"},
    "ingest": {"dynamodb", "s3", "sqs"},
    "remains": {"dynamodb", "s3"},
    "create_or_update_artifact_version": {"dynamodb", "s3"},
    "create_or_update_model_version": {"dynamodb", "s3"},
    "create_or_update_agent_skill_version": {"dynamodb", "s3"},
    "stage_artifact_version": {"dynamodb", "s3"},
    "mark_stage_failure": {"dynamodb", "s3"},
    "get_signed_urls": {"dynamodb", "s3"},
    "create_multi_part_upload": {"dynamodb", "s3"},
    "list_files": {"dynamodb", "s3"},
    "create_or_update_data_directory": {"dynamodb", "s3"},
    "list_data_directories": {"dynamodb", "s3"},
    "get_data_directory": {"dynamodb", "s3"},
    "delete_data_directory": {"dynamodb", "s3"},
    "list_data_directory_files": {"dynamodb", "s3"},
    "delete_data_directory_files": {"dynamodb", "s3"},
    "get_data_directory_signed_urls": {"dynamodb", "s3"},
    "create_data_directory_multipart_upload": {"dynamodb", "s3"},
    "apply_manifest": {"dynamodb", "s3"},
    "delete_manifest": {"dynamodb", "s3"},
}
DOOR = {"dynamodb", "secretsmanager"}

# What ingests at its first message; the routes that ingest import the hub's client when a model comes.
INGESTING = {"workers/ingest"}

LOAD = """
import importlib.util, json, sys
def load(path):
    spec = importlib.util.spec_from_file_location("app", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert callable(module.handler)
"""
MODULES = f"""{LOAD}
before = set(sys.modules)
load(sys.argv[1])
print(json.dumps(sorted(set(sys.modules) - before)))
"""
# What all of them import is imported once; then each function's app.py is, in a process that began with that.
CLIENTS_MADE = f"""{LOAD}
import gc, os, pkgutil
from botocore.client import BaseClient
import cairn
for part in pkgutil.walk_packages(cairn.__path__, "cairn."):
    importlib.import_module(part.name)
for path in sys.argv[1:]:
    child = os.fork()
    if not child:
        load(path)
        gc.unfreeze()  # The edge hides from the collector what a function is made of.
        made = [one.meta.service_model.service_name for one in gc.get_objects() if isinstance(one, BaseClient)]
        print(json.dumps(made), flush=True)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0, path
"""


def fresh(code: str, mode: str, *functions: str) -> list[set[str]]:
    """Run code about functions' app.py in a fresh interpreter; return what each line that it printed lists."""
    apps = [str(blueprint.ROOT / "functions" / function / "app.py") for function in functions]
    environment = ENVIRONMENT | {"PATH": os.defpath, "PYTHONDONTWRITEBYTECODE": "1", "AUTH_MODE": mode}
    done = subprocess.run([sys.executable, "-c", code, *apps], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [set(json.loads(line)) for line in done.stdout.splitlines()]


@cache
def modules_of(function: str) -> set[str]:
    """The modules that importing a function's app.py loads."""
    (found,) = fresh(MODULES, "required", function)
    return found


@cache
def clients_made(mode: str) -> dict[str, set[str]]:
    """The AWS clients that importing each function's app.py makes."""
    return dict(zip(FUNCTIONS, fresh(CLIENTS_MADE, mode, *FUNCTIONS), strict=True))


def loaded(modules: set[str], packages: set[str]) -> set[str]:
    """Return which of the packages are among the modules."""
    return {package for package in packages if package in modules or any(one.startswith(f"{package}.") for one in modules)}


def operation(function: str) -> str:
    return function.partition("/")[2]


FUNCTIONS = [f"{function.face}/{function.operation}" for function in blueprint.functions()]
FACES = {function.partition("/")[0] for function in FUNCTIONS} - {"workers"}
WITH_DATA = [function for function in FUNCTIONS if operation(function) not in PLAIN]


def test_the_kinds_speak_of_functions_that_exist() -> None:
    with_clients = {operation(name) or name for name in CLIENTS}
    assert {operation(function) for function in FUNCTIONS} >= PLAIN | NO_DOOR | PASSWORDS | with_clients


@pytest.mark.parametrize("function", FUNCTIONS)
def test_no_function_imports_what_no_request_needs(function: str) -> None:
    modules = modules_of(function)
    assert not loaded(modules, set() if function in INGESTING else NEVER)
    assert not loaded(modules, {f"aws_lambda_powertools.{part}" for part in POWERTOOLS})


@pytest.mark.parametrize("function", [function for function in FUNCTIONS if function not in WITH_DATA])
def test_a_function_without_data_imports_neither_sdk_nor_models_nor_powertools(function: str) -> None:
    modules = modules_of(function)
    assert not loaded(modules, SDK | MODELS | LOGS | REGEX)
    assert len(modules) < 30, sorted(modules)


@pytest.mark.parametrize("function", WITH_DATA)
def test_a_function_with_data_makes_its_clients_before_the_first_request(function: str) -> None:
    own = CLIENTS.get(function, CLIENTS.get(operation(function), {"dynamodb"}))
    assert clients_made("open")[function] == own
    is_open_to_all = operation(function) in NO_DOOR or function.startswith("workers/")
    assert clients_made("required")[function] == (own if is_open_to_all else own | DOOR)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_only_who_signs_in_or_sets_passwords_loads_what_hashes_them(function: str) -> None:
    modules = modules_of(function)
    assert loaded(modules, HASHES) == (HASHES if operation(function) in PASSWORDS else set())


@pytest.mark.parametrize("function", WITH_DATA)
def test_only_the_regular_expression_search_loads_the_regular_expression_engine(function: str) -> None:
    modules = modules_of(function)
    assert loaded(modules, REGEX) == (REGEX if function.endswith("artifact_by_reg_ex_get") else set())


@pytest.mark.parametrize("function", [function for function in FUNCTIONS if function.startswith("workers/")])
def test_a_worker_imports_no_face_and_no_models(function: str) -> None:
    modules = modules_of(function)
    assert not loaded(modules, MODELS | {"cairn.faces"})


@pytest.mark.parametrize("function", [function for function in FUNCTIONS if not function.startswith("workers/")])
def test_a_route_imports_no_face_but_its_own(function: str) -> None:
    modules = modules_of(function)
    assert {face for face in FACES if f"cairn.faces.{face}" in modules} <= {function.partition("/")[0]}
