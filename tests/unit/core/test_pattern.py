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
