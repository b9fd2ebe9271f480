import re

from hypothesis import assume, example, given
from hypothesis import strategies as st

from cairn.records import Kind
from cairn.store import keys
from cairn.store.project_keys import data_directory, run

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


@given(st.text(max_size=200))
@example("name#" + "0" * 50)
@example("a\n0")
def test_what_is_no_id_of_ours_makes_no_key_that_is_too_long_or_another_s(identity):
    for make in (keys.version, keys.staged, keys.family_entry, lambda one: keys.files(one, 0), run, data_directory):
        assert re.fullmatch(r"[A-Z]#[A-Za-z0-9-]{1,64}", make(identity).pk)


def test_an_id_of_ours_stands_in_keys_as_it_is():
    identity = "01939c7a-52f0-7c41-9d2b-3f8e6a5b4c1d"
    assert keys.version(identity).pk == f"V#{identity}"
