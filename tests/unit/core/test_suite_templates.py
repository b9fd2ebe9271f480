"""The beginnings of a test suite."""

import ast

from hypothesis import given
from hypothesis import strategies as st

from cairn.core.suite_templates import suite_template


def scenarios(code: str) -> list[str]:
    """The scenarios of the test cases of a module that does nothing but make one suite of them."""
    *imports, assignment = ast.parse(code).body
    assert all(isinstance(one, ast.ImportFrom) for one in imports)
    cases = assignment.value.keywords[0].value.elts
    assert {case.func.id for case in cases} <= {"TestCase"}
    told = [{one.arg: ast.literal_eval(one.value) for one in case.keywords} for case in cases]
    assert [one["identifier"] for one in told] == [str(number) for number in range(1, len(told) + 1)]
    return [one["quality_scenarios"][0] for one in told]


def test_each_scenario_has_a_case():
    code = suite_template(["card.default-qas_001", "card.default-qas_002"])
    assert scenarios(code) == ["card.default-qas_001", "card.default-qas_002"]
    assert '        TestCase(identifier="1", goal="", quality_scenarios=["card.default-qas_001"]),\n' in code


def test_a_card_without_scenarios_makes_a_suite_without_cases():
    assert scenarios(suite_template([])) == []


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_whatever_a_scenario_is_called_it_is_a_text_in_the_code(names):
    assert scenarios(suite_template(names)) == names


def test_an_identifier_that_looks_like_code_is_not_run():
    hostile = '"]), __import__("os").system("true"), TestCase(quality_scenarios=["'
    assert scenarios(suite_template([hostile])) == [hostile]
