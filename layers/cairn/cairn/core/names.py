"""Names within a project: which kind of thing has one. No two kinds share a name, as far as what is published here goes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cairn import permissions
from cairn.errors import FamilyClosedError, NameHeldError, PermissionMissingError
from cairn.permissions import Caller, Method, may
from cairn.projects import Project
from cairn.records import Family, FamilyEntry, Kind, Version
from cairn.store import keys
from cairn.store.families import FamilyStore
from cairn.store.table import ConditionsFailedError, Write, check

FILES = (Kind.ARTIFACT, Kind.DATASET, Kind.CODE)
"""Kinds of files that are no model: for TrueFoundry's clients all of them are artifacts."""


_NOT_PLAIN = re.compile(r"[^A-Za-z0-9_-]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Holders:
    """What has, or had, a name, by kind."""

    known: Mapping[Kind, Family]

    @property
    def live(self) -> Mapping[Kind, Family]:
        """The families that have it now."""
        return {kind: family for kind, family in self.known.items() if family.live}


def holders(families: FamilyStore, project: str, name: str, kinds: Sequence[Kind] = tuple(Kind)) -> Holders:
    """Read which families of a project have, or had, a name: one batch read."""
    found = families.get_many([(project, kind, name) for kind in kinds])
    return Holders({kind: family for (_, kind, _), family in found.items()})


def kind_for(form: Kind, wanted: Kind, name: str, held: Holders) -> Kind:
    """Return the kind that a further version of a name gets.

    Artifacts go on under the kind that their name began with, whatever a later one says of itself.

    Args:
        form: What its client calls it: an artifact can also be a dataset, code or a model.
        wanted: The kind that it would have under a new name.
        name: The name.
        held: What has the name.

    Raises:
        NameHeldError: something of another kind has the name.
    """
    if wanted in held.live or not held.live:
        return wanted
    if form is Kind.ARTIFACT and (kind := next((one for one in FILES if one in held.live), None)):
        return kind
    raise NameHeldError(name=name, kind=next(iter(held.live)))


def plain(name: str) -> str:
    """Return a name as it is written where only letters, digits, `_` and `-` are taken, and 256 of them at most."""
    return _NOT_PLAIN.sub("-", name)[:256]


def reach(form: Kind) -> tuple[Kind, ...]:
    """Return the kinds that a client may mean by a form."""
    return (*FILES, Kind.MODEL) if form is Kind.ARTIFACT else (form,)


def check_joining(caller: Caller, project: Project, kind: Kind, name: str, family: Family | None) -> None:
    """Refuse a caller who may not add to a family, or, where the name is free, not begin one.

    Raises:
        FamilyClosedError, PermissionMissingError: the caller may not.
    """
    if family is None:
        if not may(caller, Method.POST, permissions.collection(kind, project.id, project.owner)):
            raise PermissionMissingError(action=f"add a version of a new {kind}")
    elif not may(caller, Method.POST, permissions.family(kind, project.id, name, family.owner, family.since)):
        raise FamilyClosedError(kind=kind, name=name)


def free_of_others(version: Version) -> list[Write]:
    """Return what lets a family begin only while no other kind has its name."""
    others = [kind for kind in Kind if kind is not version.kind]
    unheld = "attribute_not_exists(pk) OR live = :none"
    return [check(keys.family(version.project, kind, version.name), unheld, none=0) for kind in others]


def raise_held(refused: ConditionsFailedError, version: Version) -> None:
    """Raise NameHeldError where a family could not begin because another kind has its name."""
    for kind in Kind:
        if kind is not version.kind and keys.family(version.project, kind, version.name) in refused.found:
            raise NameHeldError(name=version.name, kind=kind) from refused


def is_shown(caller: Caller, found: Version | FamilyEntry) -> bool:
    """Tell whether a caller may see a version or a family."""
    return may(caller, Method.GET, permissions.of(found))
