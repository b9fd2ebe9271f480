"""Families and their lists: pages that are those of the whole list, whatever was deleted, and only what one may see."""

import random

import pytest

from cairn.core.families import Cut, Families, Wanted
from cairn.core.publishing import Publication
from cairn.errors import ArtifactMissingError
from cairn.permissions import Caller, Grant, Method, ResourceType
from cairn.records import Kind

WHOLE = Cut(0, 1_000)
STRANGER = Caller("bob", is_admin=False, face="test", id="u-bob")


@pytest.fixture
def families(shelf):
    return Families(shelf.versions, shelf.families)


@pytest.fixture
def publish(shelf, repo):
    def one(name="n", kind=Kind.ARTIFACT, **more):
        more.setdefault("metadata", {"n": random.random()})  # noqa: S311 - another one each time
        return shelf.publishing.publish(shelf.owner, Publication(project=repo, form=kind, kind=kind, name=name, **more))

    return one


def of(repo, *kinds, **more):
    return Wanted(kinds=kinds or (Kind.ARTIFACT,), projects=[repo.id], **more)


def test_a_page_is_a_stretch_of_the_whole_whatever_was_deleted(families, shelf, repo, publish):
    chosen = random.Random(5)  # noqa: S311 - a test's
    left = [publish("n", alias=None) for _ in range(12)]
    for _ in range(4):
        numbers = [version.number for version in left[::-1]]
        for offset in (0, 1, 3, len(left) - 1, len(left), 50):
            for limit in (1, 4, 100):
                page, total = families.versions(shelf.owner, of(repo, name="n"), Cut(offset, limit))
                assert [version.number for version in page] == numbers[offset : offset + limit]
                assert total == len(left)
        gone = chosen.choice(left)
        left.remove(gone)
        shelf.remove(gone)


def test_pages_over_many_names_have_each_version_once(families, shelf, repo, publish):
    made = [publish(f"n-{place % 3}") for place in range(9)]
    shelf.remove(made[3])
    expected = [f"n-{name}:{number}" for name, numbers in ((2, (3, 2, 1)), (1, (3, 2, 1)), (0, (3, 1))) for number in numbers]
    for limit in (1, 2, 3, 100):
        found = []
        while True:
            page, total = families.versions(shelf.owner, of(repo), Cut(len(found), limit))
            found += page
            assert total >= len(found)
            if not page:
                break
        assert [f"{version.name}:{version.number}" for version in found] == expected


def test_what_is_kept_is_cut_after_it_is_kept(families, shelf, repo, publish):
    for place in range(8):
        publish("n", metadata={"n": place})
    even = of(repo, name="n", keep=lambda version: version.metadata["n"] % 2 == 0)
    page, total = families.versions(shelf.owner, even, Cut(1, 2))
    assert ([version.metadata["n"] for version in page], total) == ([4, 2], 4)


def test_a_family_is_listed_newest_first_and_leaves_with_its_last_version(families, shelf, repo, publish):
    versions = [publish(f"n-{place}") for place in range(3)]
    latest = publish("n-0")
    known, total = families.listing(shelf.owner, of(repo), WHOLE)
    assert ([one.entry.name for one in known], total) == (["n-2", "n-1", "n-0"], 3)
    assert known[2].latest == latest
    shelf.remove(latest)
    assert families.listing(shelf.owner, of(repo), WHOLE)[0][2].latest.number == 1
    shelf.remove(versions[1])
    known, total = families.listing(shelf.owner, of(repo), WHOLE)
    assert ([one.entry.name for one in known], total) == (["n-2", "n-0"], 2)
    again = publish("n-1")
    assert (again.number, again.family_id != versions[1].family_id) == (2, True)
    assert [one.entry.name for one in families.listing(shelf.owner, of(repo), WHOLE)[0]] == ["n-1", "n-2", "n-0"]
    with pytest.raises(ArtifactMissingError):
        families.family(shelf.owner, [Kind.ARTIFACT], versions[1].family_id)


def test_a_family_is_the_same_by_name_by_id_and_in_the_list(families, shelf, repo, publish):
    version = publish()
    [named], _ = families.listing(shelf.owner, of(repo, name="n"), WHOLE)
    [listed], _ = families.listing(shelf.owner, of(repo), WHOLE)
    assert named == listed == families.family(shelf.owner, [Kind.ARTIFACT], version.family_id)
    assert named.latest == version
    assert named.entry.created_at == version.created_at


def test_a_number_or_an_alias_names_a_version_and_nothing_else_does(families, shelf, repo, publish):
    version = publish(alias="v1")

    def named(which):
        return families.named(shelf.owner, repo.id, Kind.ARTIFACT, "n", which)

    assert named("1") == named("v1") == version
    for nobodys in ("0", "01", "+1", " 1", "1 ", "2", "10000000001", "00000000001", "\u0661", "", "v2", "V1"):
        assert named(nobodys) is None, nobodys


def test_a_run_of_more_versions_than_a_page_has_is_listed_whole(families, shelf, repo, publish):
    made = [publish(f"n-{place % 7}", run_id="r") for place in range(130)]
    found = [version.id for version in families.made_by(shelf.owner, ["r", "none", "r"], [Kind.ARTIFACT])]
    assert found == [version.id for version in made[::-1]]
    assert list(families.made_by(shelf.owner, ["r"], [Kind.MODEL])) == []
    assert list(families.made_by(STRANGER, ["r"], [Kind.ARTIFACT])) == []


def test_others_see_nothing_and_readers_all(families, shelf, repo, publish):
    version = publish(alias="v1")
    reader = Caller("bob", is_admin=False, face="test", id="u-bob", grants=(Grant(ResourceType.PROJECT, Method.GET, repo.id),))
    for caller, count in ((STRANGER, 0), (reader, 1)):
        for wanted in (of(repo), of(repo, name="n")):
            assert families.versions(caller, wanted, WHOLE)[1] == families.listing(caller, wanted, WHOLE)[1] == count
        assert (families.named(caller, repo.id, Kind.ARTIFACT, "n", "v1") is not None) == bool(count)
    with pytest.raises(ArtifactMissingError):
        families.family(STRANGER, [Kind.ARTIFACT], version.family_id)
