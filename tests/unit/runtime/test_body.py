"""What a body may hold."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import to_json

from cairn.errors import RequestInvalidError
from cairn.runtime.body import parse

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(values)
def test_what_is_json_is_read_as_it_is(value):
    assert parse(to_json(value)) == value


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"{}{}",
        b"NaN",
        b"[Infinity]",
        b'"\\ud800"',
        b'"\xff"',
        b"\xef\xbb\xbf{}",
        b'{"a": 1,}',
        b"'a'",
        b"01",
        b"1e400",
        b"-1E+309",
        b'{"a": [{"b": 1e0400}]}',
        b"9" * 309 + b".0",
        b"1" * 250 + b".5e99",
    ],
)
def test_what_is_no_json_or_no_finite_number_is_refused(body):
    with pytest.raises(RequestInvalidError):
        parse(body)


@pytest.mark.parametrize("body", [b"1e308", b'"1e400"', b"1e-400", b"0.0000000000000000001e300", b"9" * 4300])
def test_large_numbers_that_are_finite_are_taken(body):
    assert parse(body) is not None


@pytest.mark.parametrize("body", [b'{"password": s3cr3t}', b'{"password": "s3cr3t}', b'{"a": "s3cr3t\xff"}', b'"s3cr3t" 1'])
def test_why_it_is_refused_quotes_nothing_of_it(body):
    with pytest.raises(RequestInvalidError) as refused:
        parse(body)
    assert "line 1 column" in str(refused.value)
    assert "s3cr3t" not in str(refused.value)


def test_nesting_is_bounded():
    assert parse(b"[" * 200 + b"]" * 200)
    for depth in (202, 500_000):
        with pytest.raises(RequestInvalidError, match="recursion limit exceeded at line 1"):
            parse(b"[" * depth + b"]" * depth)
    with pytest.raises(RequestInvalidError):
        parse(b'{"a":' * 202 + b"1" + b"}" * 202)


def test_a_number_with_more_digits_than_python_reads_in_linear_time_is_refused():
    with pytest.raises(RequestInvalidError):
        parse(b"9" * 1_000_000)


def test_of_a_member_that_is_there_twice_the_last_counts():
    assert parse(b'{"a": 1, "a": 2}') == {"a": 2}


def test_a_tiny_number_is_zero():
    assert math.isclose(parse(b"1e-400"), 0)
