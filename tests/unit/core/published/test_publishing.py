"""Publishing: from what was staged and from elsewhere, once for what is said twice, and by many at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

import pytest

from cairn.core import audit, publishing
from cairn.core.data_directories import DirectoryDraft
from cairn.core.names import plain
from cairn.core.publishing import Publication
from cairn.core.runs import RunDraft
from cairn.errors import (
    AliasTakenError,
    CairnError,
    FamilyClosedError,
    FilesTooManyError,
    NameHeldError,
    NumberMissingError,
    PermissionMissingError,
    ProjectMissingError,
    SourceFixedError,
    SourceForeignError,
    StoreBusyError,
    UploadIncompleteError,
)
from cairn.permissions import Caller, Grant, Method, ResourceType
from cairn.records import Kind
from cairn.store import keys
from cairn.store.families import FamilyStore
from cairn.store.projects import ProjectStore

MAKER = Grant(ResourceType.ARTIFACT, Method.POST)
ADA = Caller("ada", is_admin=False, face="test", id="u-ada", grants=(MAKER,))
BOB = Caller("bob", is_admin=False, face="test", id="u-bob", grants=(MAKER,))


def said(project, name="n", form=Kind.ARTIFACT, **more):
    more.setdefault("address", "s3://elsewhere/x")
    more.setdefault("kind", form)
    return Publication(project=project, form=form, name=name, **more)


def staged(shelf, project, name="n", **files):
    version_id = shelf.staged(project, Kind.ARTIFACT, name, files)
    return version_id, said(project, name, address=shelf.trees.address(version_id), is_managed=True)


def at_once(calls):
    """Make calls at the same time; return what each returned, or the error that it raised."""

    def outcome(call):
        try:
            return call()
        except CairnError as error:
            return error

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(outcome, calls))


def test_a_version_keeps_the_files_that_were_there_when_it_was_published(shelf, repo):
    version_id, publication = staged(shelf, repo, a=b"before")
    version = shelf.publishing.publish(shelf.owner, publication)
    [file] = shelf.uploads.read_files(version_id)[1]
    assert (version.id, version.size_bytes, version.tree, file.path) == (version_id, 6, 1, "a")
    shelf.bucket.put(f"trees/{version_id}/a", b"afterwards", "text/plain")
    newest = shelf.trees.files(version_id)[0]
    assert newest.version != file.version
    assert shelf.uploads.read_files(version_id)[1] == [file]


def test_the_same_said_twice_writes_once(shelf, repo, calls):
    _, publication = staged(shelf, repo, a=b"a")
    for one in (publication, said(repo, "m")):
        first = shelf.publishing.publish(shelf.owner, one)
        calls.clear()
        assert shelf.publishing.publish(shelf.owner, one) == first
        assert not [call for call in calls if call not in {"BatchGetItem", "GetItem"}]


def test_what_was_published_before_the_newest_is_published_again(shelf, repo):
    first, second = said(repo), said(repo, metadata={"a": 1})
    assert [shelf.publishing.publish(shelf.owner, one).number for one in (first, second, first)] == [1, 2, 3]


def test_the_trail_folds_to_the_version(shelf, repo):
    version = shelf.publishing.publish(shelf.owner, said(repo, alias="v1", run_id="r", metadata={"a": 0.5}, description="d"))
    shelf.labels.apply(shelf.owner, Kind.ARTIFACT, version.id, ["best"], is_forced=False)
    changed = shelf.publishing.publish(shelf.owner, said(repo, number=1, manifest={"step": 3}))
    entries = shelf.versions.audit_trail(version.id, "", 10)[0]
    assert [entry.action for entry in entries] == ["UPDATE", "UPDATE", "CREATE"]
    assert audit.fold(entries[::-1]) == changed
    assert (changed.alias, changed.run_id, changed.labels) == (None, None, ("best",))


@pytest.fixture
def race(process):
    """Have several processes publish at the same time."""

    def publish(*wanted):
        processes = [process() for _ in wanted]
        return at_once([partial(one.publishing.publish, one.owner, each) for one, each in zip(processes, wanted, strict=True)])

    return publish


def test_many_who_publish_one_name_at_once_get_a_number_each(repo, race):
    made = race(*(said(repo, metadata={"n": place}) for place in range(8)))
    assert sorted(version.number for version in made) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert len({version.family_id for version in made}) == 1


@pytest.mark.parametrize("alias", [None, "v1"])
def test_many_who_send_the_same_at_once_make_one_version(shelf, repo, race, alias):
    for before in range(2):
        made = race(*[said(repo, metadata={"n": before}, alias=alias and f"{alias}-{before}")] * 8)
        assert {(version.id, version.number) for version in made} == {(made[0].id, before + 1)}
        [entry] = shelf.versions.audit_trail(made[0].id, "", 10)[0]
        assert entry.action == "CREATE"


@pytest.mark.parametrize("alias", [None, "v1"])
@pytest.mark.parametrize("between", [(False,), (True,), (False, True)], ids=["same", "other", "same-other"])
def test_what_became_the_newest_meanwhile_is_compared_too(process, shelf, repo, monkeypatch, alias, between):
    """Between the look at the newest and the writing, others publish the same, or something else."""
    late, read = process(), FamilyStore.get_many
    same = said(repo, alias=alias)
    made = []

    def and_then(store, wanted):
        found = read(store, wanted)
        monkeypatch.undo()
        made.extend(
            shelf.publishing.publish(shelf.owner, said(repo, "n", metadata={"o": 1}) if one else same) for one in between
        )
        return found

    monkeypatch.setattr(FamilyStore, "get_many", and_then)
    if between == (False, True) and alias:
        with pytest.raises(AliasTakenError):
            late.publishing.publish(late.owner, same)
        return
    version = late.publishing.publish(late.owner, same)
    assert version == made[0] if between == (False,) else version.number == len(between) + 1


def test_many_who_publish_what_was_staged_once_get_one_version(shelf, repo, race):
    version_id, publication = staged(shelf, repo, a=b"a")
    assert {(version.id, version.number) for version in race(*[publication] * 8)} == {(version_id, 1)}
    [entry] = shelf.versions.audit_trail(version_id, "", 10)[0]
    assert entry.action == "CREATE"


def test_many_who_want_one_alias_at_once_have_it_once(shelf, repo, race):
    made = race(*(said(repo, alias="v1", metadata={"n": place}) for place in range(8)))
    [holder] = [one for one in made if not isinstance(one, CairnError)]
    assert [type(one) for one in made if one is not holder] == [AliasTakenError] * 7
    assert shelf.families.aliased(repo.id, Kind.ARTIFACT, "n", "v1") == holder.id
    assert holder.number == 1


def test_many_versions_that_are_given_one_alias_at_once_have_it_once(shelf, repo, race):
    versions = [shelf.publishing.publish(shelf.owner, said(repo, metadata={"n": place})) for place in range(4)]
    outcomes = race(*(said(repo, number=version.number, alias="v1") for version in versions))
    [holder] = [one for one in outcomes if not isinstance(one, CairnError)]
    assert [version.id for version in versions if shelf.versions.get(version.id).alias] == [holder.id]
    assert shelf.families.aliased(repo.id, Kind.ARTIFACT, "n", "v1") == holder.id


def test_kinds_that_begin_one_name_at_once_have_it_once(repo, race):
    outcomes = race(*(said(repo, form=kind) for kind in [Kind.ARTIFACT, Kind.MODEL, Kind.PROMPT, Kind.AGENT_SKILL] * 2))
    assert len({one.kind for one in outcomes if not isinstance(one, CairnError)}) == 1
    assert {type(one) for one in outcomes if isinstance(one, CairnError)} == {NameHeldError}


@pytest.mark.parametrize("turn", range(4))
def test_what_is_given_up_while_it_is_published_is_one_or_the_other(shelf, repo, process, turn):
    version_id, publication = staged(shelf, repo, a=b"a")
    one, other = process(), process()
    calls = [partial(one.publishing.publish, one.owner, publication), partial(other.staging.fail, other.owner, version_id)]
    published, _ = at_once(calls)
    assert isinstance(published, SourceForeignError) == (shelf.versions.get(version_id) is None)


def test_changes_at_once_each_work_on_what_the_other_left(shelf, repo, race):
    version = shelf.publishing.publish(shelf.owner, said(repo))
    outcomes = race(*(said(repo, number=1, metadata={"n": place}) for place in range(6)))
    assert not [one for one in outcomes if isinstance(one, CairnError)]
    trail = shelf.versions.audit_trail(version.id, "", 20)[0]
    assert [entry.revision_after for entry in trail] == [7, 6, 5, 4, 3, 2, 1]


def test_an_upload_that_lacks_bytes_or_has_too_many_files_is_refused(shelf, repo, monkeypatch):
    _, publication = staged(shelf, repo, a=b"a", b=b"b")
    with pytest.raises(UploadIncompleteError, match="2 of 3 bytes"):
        shelf.publishing.publish(shelf.owner, replace(publication, declared_bytes=3))
    monkeypatch.setattr(publishing, "FILES", 1)
    with pytest.raises(FilesTooManyError):
        shelf.publishing.publish(shelf.owner, publication)
    monkeypatch.setattr(publishing, "FILES", 2)
    assert shelf.publishing.publish(shelf.owner, replace(publication, declared_bytes=2)).number == 1


def test_an_upload_is_its_users(shelf, repo):
    version_id = shelf.staging.stage(ADA, shelf.projects.named("default"), Kind.ARTIFACT, "n").id
    publication = said(shelf.projects.named("default"), address=shelf.trees.address(version_id), is_managed=True)
    with pytest.raises(SourceForeignError):
        shelf.publishing.publish(BOB, publication)
    assert shelf.publishing.publish(ADA, publication).owner == "u-ada"
    with pytest.raises(SourceForeignError):
        shelf.publishing.publish(BOB, publication)


def test_a_name_is_its_first_users_whatever_a_process_remembers(shelf, process):
    default = shelf.projects.named("default")
    shelf.publishing.publish(ADA, said(default))
    for one in (shelf, process()):
        with pytest.raises(FamilyClosedError):
            one.publishing.publish(BOB, said(default, metadata={"b": 1}))
        with pytest.raises(NumberMissingError):
            one.publishing.publish(BOB, said(default, number=1))
    with pytest.raises(PermissionMissingError):
        shelf.publishing.publish(replace(BOB, grants=()), said(default, "m"))
    reader = replace(BOB, grants=(MAKER, Grant(ResourceType.ARTIFACT, Method.GET)))
    with pytest.raises(PermissionMissingError):
        shelf.publishing.publish(reader, said(default, number=1, metadata={"b": 1}))


def test_nothing_begins_in_a_project_that_is_gone(shelf, repo):
    version_id, publication = staged(shelf, repo, a=b"a")
    shelf.projects.delete(shelf.owner, repo.id)
    for one in (publication, said(repo)):
        with pytest.raises(ProjectMissingError, match=repo.name):
            shelf.publishing.publish(shelf.owner, one)
    assert shelf.versions.get(version_id) is None
    assert shelf.families.get_many([(repo.id, Kind.ARTIFACT, "n")]) == {}


def test_a_deletion_that_may_be_refused_makes_others_wait_and_hides_nothing(shelf, repo):
    """Its gates are closed while somebody looks whether anything is in it: clients send again what was answered so."""
    closed = ProjectStore(shelf.table)
    closed.close(repo, "a deletion")
    _, publication = staged(shelf, repo, a=b"a")
    draft = DirectoryDraft(project=repo.name, name="images", metadata={})
    begins = [
        lambda: shelf.publishing.publish(shelf.owner, publication),
        lambda: shelf.publishing.publish(shelf.owner, said(repo, "m")),
        lambda: shelf.runs.begin(shelf.owner, RunDraft(project=repo.id, name="run")),
        lambda: shelf.directories.create_or_update(shelf.owner, draft),
    ]
    for begin in begins:
        with pytest.raises(StoreBusyError):
            begin()
    closed.reopen(repo, "a deletion")
    assert all(begin() for begin in begins)


def test_the_source_of_what_is_published_stays(shelf, repo):
    version = shelf.publishing.publish(shelf.owner, said(repo))
    assert shelf.publishing.publish(shelf.owner, said(repo, number=1, address="s3://elsewhere/x/")).id == version.id
    assert shelf.publishing.publish(shelf.owner, said(repo, number=1, address=None)).id == version.id
    with pytest.raises(SourceFixedError):
        shelf.publishing.publish(shelf.owner, said(repo, number=1, address="s3://elsewhere/y"))


def test_an_address_that_is_none_of_ours_is_refused(shelf, repo):
    version_id, publication = staged(shelf, repo)
    root = shelf.trees.address(version_id)
    for address in (None, "", root + "/x", root + "x", root.replace("s3://", "gs://"), "s3://other/trees/" + version_id):
        with pytest.raises(SourceForeignError):
            shelf.publishing.publish(shelf.owner, replace(publication, address=address))
    for other in ({"name": "m"}, {"form": Kind.MODEL, "kind": Kind.MODEL}, {"project": shelf.projects.named("default")}):
        with pytest.raises(SourceForeignError):
            shelf.publishing.publish(shelf.owner, replace(publication, **other))


def test_files_of_a_long_list_are_kept_in_pieces(shelf, repo, monkeypatch):
    monkeypatch.setattr("cairn.store.uploads.PIECE_BYTES", 1_000)
    files = {f"dir-{place}/file": b"x" for place in range(40)}
    version_id, publication = staged(shelf, repo, **files)
    version = shelf.publishing.publish(shelf.owner, publication)
    assert version.tree > 1
    assert sorted(file.path for file in shelf.uploads.read_files(version_id)[1]) == sorted(files)
    assert len(shelf.uploads._table.get_many([keys.files(version_id, place) for place in range(version.tree)])) == version.tree


def test_what_a_client_cannot_write_is_meant_by_its_plain_name_and_its_address(shelf, repo):
    name = "Grüße / 2"
    assert plain(name) == "Gr--e---2"
    version = shelf.publishing.publish(shelf.owner, said(repo, name))
    ours = said(repo, plain(name), number=1, address=shelf.trees.address(version.id), is_managed=True, metadata={"a": 1})
    assert shelf.publishing.publish(shelf.owner, ours).id == version.id
    with pytest.raises(NumberMissingError):
        shelf.publishing.publish(shelf.owner, replace(ours, number=2))
