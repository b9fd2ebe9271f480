"""Units of measurement, as evidence names them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.core.unit_names import UNITS
from cairn.core.units import spelled_out
from cairn.errors import DocumentInvalidError

NAMES = [group.split()[0] for group in UNITS.split(";")]


@pytest.mark.parametrize(
    ("said", "spelled"),
    [
        ("m", "meter"), ("meters", "meter"), ("km", "kilometer"), ("kg m", "kilogram * meter"), ("%", "percent"),
        ("km/s**2", "kilometer / second ** 2"), ("m^0.5", "meter ** 0.5"), ("1/s", "1 / second"), ("m per s", "meter / second"),
        ("meter / second ** 2", "meter / second ** 2"), ("m/(s*kg)", "meter / kilogram / second"), ("m/m", "dimensionless"),
        ("dimensionless", "dimensionless"), ("µs", "microsecond"), ("MiB", "mebibyte"), ("degC", "degree_Celsius"),
        ("min", "minute"), ("Pa", "pascal"), ("m**-1", "1 / meter"), ("kilobytes", "kilobyte"),
    ],
)  # fmt: skip
def test_units_are_spelled_out_as_pint_does(said, spelled):
    assert spelled_out(said) == spelled


@pytest.mark.parametrize("name", NAMES)
def test_each_name_is_spelled_as_itself(name):
    assert spelled_out(name) == name


@pytest.mark.parametrize(
    "unit",
    ["", " ", "foo", "2 m", "m + s", "3", "m**s", "(m", "m)", "m/", "*m", "m**(2", "m**999", "a" * 300, "m" + "*m" * 200],
)
def test_what_is_no_unit_is_refused(unit):
    with pytest.raises(DocumentInvalidError):
        spelled_out(unit)


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.integers(-3, 3).filter(bool)), min_size=1, max_size=4))
def test_what_is_spelled_out_reads_as_itself(parts):
    said = " * ".join(f"{name} ** {power}" for name, power in parts)
    assert spelled_out(spelled_out(said)) == spelled_out(said)


@given(st.text(max_size=40))
def test_any_text_is_a_unit_or_refused(text):
    with suppress(DocumentInvalidError):
        assert spelled_out(text)


@pytest.mark.parametrize("text", ["²", "m ²", "1²", "³m"])
def test_digits_that_are_no_numbers_are_refused_or_names(text):
    with suppress(DocumentInvalidError):
        assert spelled_out(text)
