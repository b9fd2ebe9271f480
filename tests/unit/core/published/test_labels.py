"""Labels: within a family each is one version's, also where many move it at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from cairn.core.labels import LABELS
from cairn.core.publishing import Publication
from cairn.errors import ArtifactMissingError, LabelTakenError, PermissionMissingError
from cairn.permissions import Caller, Grant, Method, ResourceType
from cairn.records import Kind

BOB = Caller("bob", is_admin=False, face="test", id="u-bob")


def published(shelf, project, count, name="n"):
    return [
        shelf.publishing.publish(
            shelf.owner,
            Publication(project=project, form=Kind.PROMPT, kind=Kind.PROMPT, name=name, metadata={"n": place}),
        )
        for place in range(count)
    ]


def labels(shelf, versions):
    return [list(shelf.versions.get(version.id).labels) for version in versions]


def test_many_who_move_a_label_at_once_leave_it_with_one(shelf, repo, process):
    versions = published(shelf, repo, 6)
    processes = [process() for _ in versions]

    def move(place):
        one = processes[place]
        one.labels.apply(one.owner, Kind.PROMPT, versions[place].id, ["best", f"own-{place}"], is_forced=True)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(move, range(6)))
    found = labels(shelf, versions)
    holders = [place for place, one in enumerate(found) if "best" in one]
    assert len(holders) == 1
    assert all(f"own-{place}" in one for place, one in enumerate(found))
    assert shelf.families.labelled(repo.id, Kind.PROMPT, "n", ["best"]) == {"best": versions[holders[0]].id}
    for version in versions:
        revisions = [entry.revision_after for entry in shelf.versions.audit_trail(version.id, "", 50)[0]]
        assert revisions == list(range(shelf.versions.get(version.id).revision, 0, -1))


def test_many_who_take_a_label_at_once_without_force_have_it_once(shelf, repo, process):
    versions = published(shelf, repo, 6)
    processes = [process() for _ in versions]

    def take(place):
        one = processes[place]
        try:
            one.labels.apply(one.owner, Kind.PROMPT, versions[place].id, ["best"], is_forced=False)
        except LabelTakenError:
            return 0
        return 1

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(take, range(6))) == 1
    assert sorted(labels(shelf, versions)) == [[], [], [], [], [], ["best"]]


def test_as_many_as_are_taken_are_moved_from_as_many_versions_in_one_transaction(shelf, repo, calls):
    *versions, taker = published(shelf, repo, LABELS + 1)
    wanted = [f"l-{place}" for place in range(LABELS)]
    for version, label in zip(versions, wanted, strict=True):
        shelf.labels.apply(shelf.owner, Kind.PROMPT, version.id, [label], is_forced=False)
    calls.clear()
    shelf.labels.apply(shelf.owner, Kind.PROMPT, taker.id, wanted, is_forced=True)
    assert calls == ["GetItem", "BatchGetItem", "BatchGetItem", "TransactWriteItems"]
    assert labels(shelf, [*versions, taker]) == [[]] * LABELS + [wanted]
    calls.clear()
    shelf.labels.apply(shelf.owner, Kind.PROMPT, taker.id, wanted, is_forced=True)
    assert calls == ["GetItem"]


def test_the_same_label_is_another_one_in_another_family(shelf, repo):
    versions = published(shelf, repo, 1) + published(shelf, repo, 1, "m")
    for version in versions:
        shelf.labels.apply(shelf.owner, Kind.PROMPT, version.id, ["best"], is_forced=False)
    assert labels(shelf, versions) == [["best"], ["best"]]


def test_a_label_goes_with_its_version(shelf, repo):
    first, second = published(shelf, repo, 2)
    labelled = shelf.labels.apply(shelf.owner, Kind.PROMPT, first.id, ["best"], is_forced=False)
    with pytest.raises(LabelTakenError, match="version 1"):
        shelf.labels.apply(shelf.owner, Kind.PROMPT, second.id, ["best"], is_forced=False)
    shelf.remove(labelled)
    assert shelf.families.labelled(repo.id, Kind.PROMPT, "n", ["best"]) == {}
    assert shelf.labels.apply(shelf.owner, Kind.PROMPT, second.id, ["best"], is_forced=False).labels == ("best",)


def test_who_does_not_see_or_may_not_change_is_refused(shelf, repo):
    [version] = published(shelf, repo, 1)
    with pytest.raises(ArtifactMissingError):
        shelf.labels.apply(BOB, Kind.PROMPT, version.id, ["best"], is_forced=True)
    with pytest.raises(ArtifactMissingError):
        shelf.labels.apply(shelf.owner, Kind.MODEL, version.id, ["best"], is_forced=True)
    reader = Caller("bob", is_admin=False, face="test", id="u-bob", grants=(Grant(ResourceType.PROJECT, Method.GET, repo.id),))
    with pytest.raises(PermissionMissingError):
        shelf.labels.apply(reader, Kind.PROMPT, version.id, ["best"], is_forced=True)
