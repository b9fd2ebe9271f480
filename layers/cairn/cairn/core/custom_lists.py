"""Custom lists: the words that MLTE documents may use. Seventy are built in and need not be written; others can be added."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

from cairn.accounts import AccessEntry, Subject
from cairn.catalogs import CustomList, ListEntry
from cairn.core import identifiers, journal
from cairn.errors import (
    CustomListMissingError,
    ListEntryInvalidError,
    ListEntryMissingError,
    ListEntryTakenError,
    PermissionMissingError,
    RevisionConflictError,
)
from cairn.permissions import Caller, Method, Resource, ResourceType, may
from cairn.records import Action, Json
from cairn.store.custom_lists import CustomListStore
from cairn.store.keys import spelled

LISTS = ("classification", "problem_types", "tags", "qa_categories", "quality_attributes")
"""The lists that there are."""
PARENTS = {"quality_attributes": "qa_categories"}
"""The list that a list is under: each of its entries has a parent there."""
DESCRIPTION_LIMIT = 4_000
"""The most characters of a description."""
_CHILDREN = {parent: child for child, parent in PARENTS.items()}
_TRIES = 10

Entries = Mapping[str, ListEntry]
"""By their names, as addresses spell them."""
Change = Callable[[dict[str, Entries]], "Changed"]


@dataclass(frozen=True, slots=True)
class Changed:
    """What a change makes of the lists."""

    action: Action
    entry: ListEntry
    """What it is about."""
    told: Mapping[str, Mapping[str, ListEntry | None]]
    """What becomes of which entries, by list: None where it goes."""


@cache
def built_in(list_name: str) -> Entries:
    """Return the built-in entries of a list, none if there is no such list."""
    told = _built_in().get(list_name, [])
    return {spelled(one["name"]): ListEntry(one["name"], one["description"], one.get("parent")) for one in told}


@cache
def _built_in() -> dict[str, list[dict[str, str]]]:
    text = Path(__file__).with_name("data").joinpath("custom_lists.json").read_text(encoding="utf-8")
    found: dict[str, list[dict[str, str]]] = json.loads(text)
    return found


class CustomLists:
    """The custom lists of a deployment."""

    def __init__(self, store: CustomListStore) -> None:
        """Keep what is made of them in `store`."""
        self._store = store

    def names(self, list_name: str) -> set[str]:
        """Return what a list says: what documents are checked against, whoever sends them. One read.

        Raises:
            CustomListMissingError: there is no such list.
        """
        return self.names_of([list_name])[list_name]

    def names_of(self, list_names: Iterable[str]) -> dict[str, set[str]]:
        """Return what several lists say, by their names: one read for all. Raises as `names`."""
        wanted = [_existing(name) for name in list_names]
        found = self._store.read(wanted)
        return {name: {entry.name for entry in _entries(one).values()} for name, one in found.items()}

    def lists(self, caller: Caller) -> list[str]:
        """Return the names of the lists.

        Raises:
            PermissionMissingError: the caller may not see custom lists.
        """
        _demand(caller, Method.GET, None, "see custom lists")
        return list(LISTS)

    def parent(self, caller: Caller, list_name: str) -> str | None:
        """Return the list that a list is under, None if it is under none; raises as `all`."""
        _demand(caller, Method.GET, list_name, "see this custom list")
        return PARENTS.get(_existing(list_name))

    def all(self, caller: Caller, list_name: str) -> list[ListEntry]:
        """Return the entries of a list: built-in ones first, then in the order of their being added.

        Raises:
            PermissionMissingError: the caller may not see the list.
            CustomListMissingError: there is no such list.
        """
        _demand(caller, Method.GET, list_name, "see this custom list")
        return list(_entries(self._store.read([_existing(list_name)])[list_name]).values())

    def retrieve(self, caller: Caller, list_name: str, name: str) -> ListEntry:
        """Return an entry; raises as `all`, and ListEntryMissingError where the list has none of this name."""
        _demand(caller, Method.GET, list_name, "see this custom list")
        return _present(_entries(self._store.read([_existing(list_name)])[list_name]), list_name, name)

    def create(self, caller: Caller, list_name: str, entry: ListEntry) -> ListEntry:
        """Add an entry.

        Raises:
            PermissionMissingError: the caller may not add to the list.
            CustomListMissingError: there is no such list.
            ListEntryTakenError: the list has one of this name.
            ListEntryInvalidError: its name or description is not usable, or it has a parent in a list that is under none.
            ListEntryMissingError: the list that this one is under lacks the parent.
        """
        # There are no lists to be made, so who may create in them may add entries.
        if not may(caller, Method.POST, Resource(ResourceType.CUSTOM_LIST)):
            _demand(caller, Method.POST, list_name, "add to this custom list")

        def added(found: dict[str, Entries]) -> Changed:
            if spelled(entry.name) in found[list_name]:
                raise ListEntryTakenError(name=entry.name, custom_list=list_name)
            return _said(Action.CREATE, list_name, entry, found)

        return self._change(caller, list_name, added)

    def update(self, caller: Caller, list_name: str, entry: ListEntry) -> ListEntry:
        """Replace an entry by one of the same name; raises as `create`, and ListEntryMissingError if there is none."""
        _demand(caller, Method.PUT, list_name, "change this custom list")

        def replaced(found: dict[str, Entries]) -> Changed:
            old = _present(found[list_name], list_name, entry.name)
            return _said(Action.UPDATE, list_name, replace(entry, name=old.name), found)

        return self._change(caller, list_name, replaced)

    def delete(self, caller: Caller, list_name: str, name: str) -> ListEntry:
        """Take away an entry, and with it those that are under it; raises as `retrieve`."""
        _demand(caller, Method.DELETE, list_name, "take from this custom list")

        def removed(found: dict[str, Entries]) -> Changed:
            entry = _present(found[list_name], list_name, name)
            told: dict[str, Mapping[str, ListEntry | None]] = {list_name: {spelled(name): None}}
            child = _CHILDREN.get(list_name, "")
            if under := [key for key, one in found.get(child, {}).items() if one.parent == entry.name]:
                told[child] = dict.fromkeys(under)
            return Changed(Action.DELETE, entry, told)

        return self._change(caller, list_name, removed)

    def _change(self, caller: Caller, list_name: str, change: Change) -> ListEntry:
        concerned = [_existing(list_name), *(other[list_name] for other in (PARENTS, _CHILDREN) if list_name in other)]
        for _ in range(_TRIES):
            seen = self._store.read(concerned)
            made = change({name: _entries(one) for name, one in seen.items()})
            new = [_changed(seen[name], told) for name, told in made.told.items()]
            if self._store.write(seen.values(), new, [_entry(caller, made, seen[one.name], one) for one in new]):
                return made.entry
        raise RevisionConflictError(id=list_name)


def _existing(list_name: str) -> str:
    if list_name not in LISTS:
        raise CustomListMissingError(name=list_name)
    return list_name


def _present(found: Entries, list_name: str, name: str) -> ListEntry:
    if spelled(name) not in found:
        raise ListEntryMissingError(name=name, custom_list=list_name)
    return found[spelled(name)]


def _entries(one: CustomList) -> Entries:
    told = {**built_in(one.name), **one.changed}
    return {name: entry for name, entry in told.items() if entry is not None}


def _changed(old: CustomList, told: Mapping[str, ListEntry | None]) -> CustomList:
    new = dict(old.changed)
    for key, entry in told.items():
        if entry is None and key not in built_in(old.name):
            new.pop(key, None)
        else:
            new[key] = entry
    return CustomList(old.name, new, old.revision + 1)


def _said(action: Action, list_name: str, entry: ListEntry, found: Mapping[str, Entries]) -> Changed:
    if reason := identifiers.unusable(entry.name):
        raise ListEntryInvalidError(reason=reason)
    if len(entry.description) > DESCRIPTION_LIMIT:
        raise ListEntryInvalidError(reason=f"its description has more than {DESCRIPTION_LIMIT} characters")
    if parents := PARENTS.get(list_name):
        entry = replace(entry, parent=_present(found[parents], parents, entry.parent or "").name)
    elif entry.parent is not None:
        raise ListEntryInvalidError(reason=f"the list {list_name} is under no other, so its entries have no parents")
    return Changed(action, entry, {list_name: {spelled(entry.name): entry}})


def _entry(caller: Caller, made: Changed, old: CustomList, new: CustomList) -> AccessEntry:
    told: dict[str, Json] = {name: asdict(entry) if entry else None for name, entry in made.told[new.name].items()}
    return journal.entry(caller, made.action, Subject.CUSTOM_LIST, new.name, {"entries": told}, old.revision, new.revision)


def _demand(caller: Caller, method: Method, list_name: str | None, action: str) -> None:
    if not may(caller, method, Resource(ResourceType.CUSTOM_LIST, list_name)):
        raise PermissionMissingError(action=action)
