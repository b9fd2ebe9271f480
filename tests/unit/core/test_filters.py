"""The language that searches are said in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.core import filters
from cairn.core.filters import And, Contains, Everything, HasTag, IdentifierIs, Nothing, Or, Searchable, TypeIs
from cairn.errors import FilterInvalidError
from cairn.faces.mlte.queries import Query

THING = Searchable("one", {"tags": ["NLP", "Time Series"], "code": "import pandas", "description": None}, "card")

leaves = st.one_of(
    st.just(Everything()),
    st.just(Nothing()),
    st.builds(IdentifierIs, st.sampled_from("abc")),
    st.builds(TypeIs, st.sampled_from("xy")),
    st.builds(HasTag, st.just("tags"), st.sampled_from(["p", "Q", ""])),
    st.builds(Contains, st.just("code"), st.sampled_from(["p", "Q", ""])),
)
wanted = st.recursive(
    leaves,
    lambda parts: st.builds(lambda sort, found: sort(tuple(found)), st.sampled_from([And, Or]), st.lists(parts, max_size=3)),
    max_leaves=8,
)
tagged = st.lists(st.sampled_from(["pQ", "P"]), max_size=2)
coded = st.sampled_from(["pq", "", None])
things = st.builds(
    Searchable, st.sampled_from("abcd"), st.fixed_dictionaries({"tags": tagged, "code": coded}), st.sampled_from("xyz")
)


def meant(one: filters.Filter, thing: Searchable) -> bool:  # noqa: PLR0911 - one for each sort
    """What the words say, one after the other."""
    match one:
        case And(parts):
            return all(meant(part, thing) for part in parts)
        case Or(parts):
            return any(meant(part, thing) for part in parts)
        case IdentifierIs(identifier):
            return thing.identifier == identifier
        case TypeIs(type_name):
            return thing.type == type_name
        case HasTag(name, tag):
            return [text for text in thing.attributes[name] if tag.lower() in text.lower()] != []
        case Contains(name, text):
            return text.lower() in thing.attributes[name].lower() if thing.attributes[name] is not None else False
    return isinstance(one, Everything)


@given(wanted, things)
def test_a_filter_matches_what_its_words_say(one, thing):
    assert filters.predicate(one)(thing) == meant(one, thing)


@given(wanted, things)
def test_what_matches_is_never_outside_of_the_identifiers_and_types_that_are_enough_to_look_at(one, thing):
    identifiers, types = filters.selected(one)
    if filters.predicate(one)(thing):
        assert identifiers is None or thing.identifier in identifiers
        assert types is None or thing.type in types


def test_an_identifier_is_enough_to_look_at_however_it_is_wrapped():
    one = And((Or((IdentifierIs("a"), IdentifierIs("b"))), HasTag("tags", "x"), TypeIs("card")))
    assert filters.selected(one) == ({"a", "b"}, {"card"})
    assert filters.selected(Or((IdentifierIs("a"), TypeIs("card")))) == (None, None)
    assert filters.selected(Or(())) == (set(), set())
    assert filters.selected(And(())) == (None, None)


@pytest.mark.parametrize(
    ("one", "matches"),
    [
        (HasTag("tags", "nlp"), True), (HasTag("tags", "SERIES"), True), (HasTag("tags", "vision"), False),
        (HasTag("code", "import"), False), (HasTag("none", ""), False), (Contains("code", "PANDAS"), True),
        (Contains("description", ""), False), (Contains("tags", "NLP"), False), (Contains("none", ""), False),
        (IdentifierIs("ONE"), False), (TypeIs("Card"), False),
    ],
)  # fmt: skip
def test_texts_are_found_within_texts_in_whatever_case_and_identifiers_and_types_are_exact(one, matches):
    assert filters.predicate(one)(THING) is matches


def told(depth: int) -> dict[str, object]:
    one: dict[str, object] = {"type": "all"}
    for _ in range(depth - 1):
        one = {"type": "and", "filters": [one]}
    return one


def checked(one: object, *, typed: bool = True) -> None:
    filters.check(Query.model_validate({"filter": one}).meant(), lists={"tags"}, texts={"code"}, typed=typed)


def test_bounds_are_refused_beyond_not_at_them():
    checked(told(filters.DEPTH_LIMIT))
    checked({"type": "or", "filters": [{"id": "x"}] * (filters.COUNT_LIMIT - 1)})
    half = {"type": "or", "filters": [{"id": "x"}] * (filters.COUNT_LIMIT // 2)}
    for beyond in (told(filters.DEPTH_LIMIT + 1), told(190), {"type": "and", "filters": [half, half]}):
        with pytest.raises(FilterInvalidError):
            checked(beyond)


@pytest.mark.parametrize(
    "one",
    [
        {"type": "tag", "name": "code", "tag": ""}, {"type": "property", "name": "tags", "property": ""},
        {"type": "property", "name": "__class__", "property": ""}, {"type": "type", "item_type": "card"},
        {"type": "or", "filters": [{"type": "all"}, {"type": "tag", "name": "none", "tag": "x"}]},
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_refused_before_anything_is_read(one):
    with pytest.raises(FilterInvalidError):
        checked(one, typed=False)


@pytest.mark.parametrize(
    ("one", "is_meant"),
    [
        ({}, Everything()), ({"type": "all"}, Everything()), ({"type": "none"}, Nothing()), ({"id": "x"}, IdentifierIs("x")),
        ({"type": "identifier", "id": "x"}, IdentifierIs("x")), ({"item_type": "card"}, TypeIs("card")),
        ({"name": "tags", "tag": "x"}, HasTag("tags", "x")), ({"name": "code", "property": "x"}, Contains("code", "x")),
        ({"type": "and", "filters": []}, And(())), ({"type": "or", "filters": [{}]}, Or((Everything(),))),
    ],
)  # fmt: skip
def test_a_filter_is_what_its_type_says_and_without_one_what_its_members_say(one, is_meant):
    assert Query.model_validate({"filter": one}).meant() == is_meant


def test_a_query_without_a_filter_matches_all():
    assert Query.model_validate({}).meant() == Everything()


@pytest.mark.parametrize(
    "one",
    [
        None, 5, "all", [], {"type": "x"}, {"type": None}, {"type": ["all"]}, {"type": "identifier"}, {"id": 5},
        {"type": "property", "name": "code", "property": 5}, {"type": "and"}, {"type": "or", "filters": [{"type": "x"}]},
    ],
)  # fmt: skip
def test_what_is_no_filter_is_refused(one):
    with pytest.raises(ValueError, match="validation error"):
        Query.model_validate({"filter": one})


def test_the_attributes_that_a_filter_asks_for_are_known_before_it_is_asked():
    one = Or((HasTag("tags", "x"), And((Contains("code", "x"), TypeIs("card")))))
    assert filters.attributes(one) == {"tags", "code"}
