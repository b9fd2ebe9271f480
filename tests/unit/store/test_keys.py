from hypothesis import assume, given
from hypothesis import strategies as st

from cairn.records import Kind
from cairn.store import keys

texts = st.text(max_size=60)
kinds = st.sampled_from(Kind)


@given(st.lists(texts, max_size=4), st.lists(texts, max_size=4))
def test_different_texts_have_different_digests(one, other):
    assume(one != other)
    assert keys.digest(*one) != keys.digest(*other)


@given(texts, kinds, texts, st.integers(1, 10**9))
def test_no_client_text_stands_in_a_key(project, kind, name, number):
    for key in (
        keys.named(project, kind, name, number),
        keys.family(project, kind, name),
        keys.source(kind, name),
    ):
        assert (key.pk + key.sk).isascii()
        assert len(key.pk) <= 128
        assert len(key.sk) <= 128


@given(texts, kinds, texts, st.lists(st.integers(1, 10**9), min_size=2, max_size=2, unique=True))
def test_the_numbers_of_a_name_sort_as_numbers(project, kind, name, numbers):
    low, high = sorted(numbers)
    assert keys.named(project, kind, name, low).sk < keys.named(project, kind, name, high).sk


@given(kinds, kinds, st.integers(0, 99), st.integers(0, 99))
def test_lists_do_not_share_partitions(one, other, first, second):
    assume((one, first) != (other, second))
    assert keys.list_partition(one, first) != keys.list_partition(other, second)
    assert keys.list_partition(one, first) != keys.list_partition(None, second)


def test_the_marker_sorts_before_every_id():
    assert keys.MARKER < "0"
