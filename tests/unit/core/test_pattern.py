import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.core.pattern import compiled
from cairn.errors import PatternInvalidError


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)*$", "(a*)*b\\b$", "^(a|a?)+$"])
def test_time_grows_with_the_text_and_not_faster(pattern):
    """A backtracking engine needs 2^30 steps for the shorter text and never ends with the longer one."""
    matches = compiled(pattern)
    for length in (30, 30_000):
        started = time.process_time()
        matches("a" * length + "b!")
        assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "pattern", ["[ab]{0,999}" * 90 + "c", "(?:a?){999}" * 92 + "$", "a{0,999}" * 40 + "k$", "(" * 400 + "a" + "){0,9}" * 100]
)
def test_a_pattern_whose_program_is_huge_is_refused_at_once(pattern):
    """Linear time is no protection when its factor has no bound."""
    started = time.process_time()
    with pytest.raises(PatternInvalidError):
        compiled(pattern)
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "pattern", [r"\p{L}+\d{1,10}", r"[a-z]{1,64}(-[a-z0-9]{1,64}){0,8}", "^(bert|gpt|llama)[-_](base|large|[0-9]+b)"]
)
def test_patterns_that_people_write_are_taken(pattern):
    compiled(pattern)


def test_a_pattern_cannot_close_what_it_did_not_open():
    with pytest.raises(PatternInvalidError):
        compiled("a)|(b")


def test_lines_have_ends():
    assert compiled("^two$")("one\ntwo\nthree")


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=40),
    st.text(st.characters(codec="utf-8"), max_size=40),
)
def test_a_quoted_text_is_found_exactly_where_it_is(needle, hay):
    assert compiled(re.escape(needle))(hay) == (needle in hay)


@given(st.text(max_size=60))
def test_any_text_is_a_pattern_or_refused_in_words(text):
    try:
        compiled(text)("abc")
    except PatternInvalidError as refused:
        assert str(refused).startswith("The regex is refused: ")
