import base64
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import CursorInvalidError
from cairn.store import cursor, keys

LIST = keys.digest("list", "one")
after = st.text(string.ascii_letters + string.digits + "#-", max_size=100)


@given(st.integers(0, 9999), st.integers(0, 10**9 - 1), after)
def test_an_offset_reads_as_it_was_given_out(part, segment, key):
    assert cursor.decode(cursor.encode(LIST, part, segment, key), LIST) == (part, segment, key)


@given(st.text(max_size=500))
def test_any_other_text_is_refused_in_one_way(text):
    with pytest.raises(CursorInvalidError):
        cursor.decode(text, LIST)


@given(st.binary(min_size=6, max_size=300))
def test_any_other_bytes_are_refused_in_one_way(content):
    with pytest.raises(CursorInvalidError):
        cursor.decode(base64.urlsafe_b64encode(content).decode(), LIST)


def test_an_offset_of_another_list_is_refused():
    with pytest.raises(CursorInvalidError):
        cursor.decode(cursor.encode(LIST, 0, 0, "id"), keys.digest("list", "other"))


@pytest.mark.parametrize(
    "content", ["V#x", "{d}.0.0.V!x", "{d}.0.-1.x", "{d}.0.0.x\n", "{d}.0.0.{long}", "{d}.99999.0.x", "{d}.٣.0.x"]
)
def test_what_no_list_gives_out_is_refused(content):
    text = content.format(d=LIST[:16], long="x" * 121)
    with pytest.raises(CursorInvalidError):
        cursor.decode(base64.urlsafe_b64encode(text.encode()).decode().rstrip("="), LIST)
