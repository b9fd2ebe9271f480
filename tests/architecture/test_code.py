"""The code's own rules: small modules and functions, one place for the environment, every route declares what it needs."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cairn.access.decision import Permission
from cairn.runtime.edge import Endpoint
from cairn.runtime.plain import PlainEndpoint
from fixtures.policies import allowed
from local import blueprint
from local.in_process import load

ROOT = blueprint.ROOT
PACKAGE = ROOT / "layers" / "cairn" / "cairn"
FOLDERS = ["functions", "layers", "local", "benchmarks", "tests"]
MODULES = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py") if "build" not in path.parts)
HANDLERS = sorted((ROOT / "functions").glob("*/*/app.py"))

MODULE_LINES, FUNCTION_LINES, HANDLER_LINES = 300, 40, 30
PLAIN = {"registry_health_heartbeat", "get_tracks", "healthcheck", "get_min_cli_version", "get_tenant_id"}
"""The routes that read nothing of a request, so that nobody need decide about its caller."""
NOTHING_NEEDED = {"registry_health_components", "create_auth_token", "login_for_access_token"}
"""The routes that anybody may call: to see whether the registry is well, and to sign in."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions_in(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, Function):
            yield node


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def body_lines(function: Function) -> int:
    """The lines of a function behind its docstring."""
    is_documented = ast.get_docstring(function) is not None
    body = function.body[1:] if is_documented else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_there_is_code_to_look_at() -> None:
    assert len(MODULES) > len(HANDLERS) > 0


def test_no_module_is_longer_than_300_lines() -> None:
    assert {name_of(path): lines(path) for path in MODULES if lines(path) > MODULE_LINES} == {}


def test_no_function_is_longer_than_40_lines() -> None:
    found = {
        f"{name_of(path)}:{function.name}": body_lines(function)
        for path in MODULES
        for function in functions_in(path)
        if body_lines(function) > FUNCTION_LINES
    }
    assert found == {}


def test_no_handler_is_longer_than_30_lines_or_handles_what_the_edge_handles() -> None:
    assert {name_of(path): lines(path) for path in HANDLERS if lines(path) > HANDLER_LINES} == {}
    assert [
        name_of(path) for path in HANDLERS if any(isinstance(node, ast.Try) for node in ast.walk(ast.parse(path.read_text())))
    ] == []


def test_only_the_settings_read_the_environment() -> None:
    allowed = {PACKAGE / "__init__.py", PACKAGE / "runtime" / "settings.py"}
    readers = {
        path
        for path in [*PACKAGE.rglob("*.py"), *HANDLERS]
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    }
    assert readers == allowed


@pytest.mark.parametrize("banned", ["utils", "helpers", "common", "manager", "base"])
def test_no_module_is_named_after_nothing(banned: str) -> None:
    assert [name_of(path) for path in MODULES if path.stem == banned or banned in path.parent.name.split("_")] == []


@pytest.mark.parametrize("function", [one for one in blueprint.functions() if one.routes], ids=lambda one: one.logical_id)
def test_a_route_declares_what_its_caller_needs(function: blueprint.Function) -> None:
    handler = load(function.folder / "app.py").handler
    if function.operation in PLAIN:
        assert isinstance(handler, PlainEndpoint)
        return
    assert isinstance(handler, Endpoint)
    assert isinstance(handler.needs, Permission)
    assert handler.needs in Permission
    assert (handler.needs is Permission.NOTHING) == (function.operation in NOTHING_NEEDED)


@pytest.mark.parametrize("function", [one for one in blueprint.functions() if one.routes], ids=lambda one: one.logical_id)
def test_whatever_changes_who_may_do_what_is_decided_on_a_fresh_look(function: blueprint.Function) -> None:
    """Every such change moves the directory's epoch, so that a function that makes one has a statement that says so."""
    moves = any(("dynamodb:UpdateItem", "Table", "E#*") in allowed(statement) for statement in function.statements)
    needs = getattr(load(function.folder / "app.py").handler, "needs", Permission.NOTHING)
    is_fresh = needs in {Permission.GRANT, Permission.ADMINISTER}
    assert is_fresh == (moves and function.operation not in NOTHING_NEEDED)


def test_the_routes_that_need_nothing_exist() -> None:
    assert {function.operation for function in blueprint.functions()} >= PLAIN | NOTHING_NEEDED


def test_the_import_contracts_hold() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--config", str(ROOT / ".importlinter"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout
