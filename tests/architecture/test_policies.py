"""Least privilege, both ways: what a function's code really asks of AWS is what its block allows, no less and no more."""

import pytest

from fixtures.people import People
from fixtures.policies import POLLED, Permission, allowed, recorded
from fixtures.scenarios import SCENARIOS
from fixtures.world import InThisProcess, World
from local import blueprint

FUNCTIONS = blueprint.functions()


def of(function: blueprint.Function) -> list[Permission]:
    """What a function's statements allow, one after the other."""
    return [permission for statement in function.statements for permission in sorted(allowed(statement))]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.logical_id)
def test_a_function_may_do_exactly_what_it_does(function: blueprint.Function, closed: People) -> None:
    world = World(InThisProcess(closed))
    with recorded() as used:
        SCENARIOS[function.logical_id](world)
    assert sorted(used | POLLED.get(function.logical_id, set())) == sorted(set(of(function)))


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.logical_id)
def test_nothing_is_allowed_twice(function: blueprint.Function) -> None:
    assert len(of(function)) == len(set(of(function)))


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.logical_id)
def test_no_function_may_change_or_delete_an_audit_entry(function: blueprint.Function) -> None:
    on_entries = {action for action, resource, keys in of(function) if resource == "Table" and keys in {"A#*", ""}}
    assert on_entries <= {"dynamodb:PutItem", "dynamodb:Query"}
