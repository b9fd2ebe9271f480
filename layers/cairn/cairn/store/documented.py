"""The models and versions that documents are about: each change is one transaction.

A write names the generations that it stands on, and the transaction checks them. Which those are a process remembers, or
guesses (the first generation, of the caller's own model): a wrong guess is refused, and looked up.
"""

import random
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace

from cairn.documents import DocumentedModel, DocumentedVersion, DocumentEntry, Ground
from cairn.errors import FamilyClosedError, StoreBusyError
from cairn.records import DEFAULT_PROJECT, Family, Kind
from cairn.runtime.clock import now
from cairn.store import document_items, document_keys, items, keys
from cairn.store.family_writes import begun_by_documents, documented_in
from cairn.store.segments import Heads, Position, walk
from cairn.store.table import ConditionsFailedError, Table, Write, check, delete, put, update
from cairn.store.version_writes import IS_NEW

_TRIES = 64
_REMEMBERED = 1_024
_QUERY = 1_000
_STANDS = "generation = :generation AND is_live = :live"

MakeEntry = Callable[[DocumentedModel], DocumentEntry]


class ModelDocumentedError(Exception):
    """There is such a model already."""


class VersionDocumentedError(Exception):
    """There is such a version already."""


class DocumentedStore:
    """Documented models in the table."""

    def __init__(self, table: Table, heads: Heads | None = None) -> None:
        """Keep them in `table`."""
        self._table = table
        self._heads = heads or Heads()
        self._seen: OrderedDict[str, Ground] = OrderedDict()

    @property
    def table(self) -> Table:
        """The table, for what else lies in it."""
        return self._table

    def assumed(self, model: str, version: str | None, owner: str) -> Ground:
        """Return what a model and a version are taken to be before anybody looked: what was seen last, or the first of all."""
        seen = self._seen.get(document_keys.documented_partition(model) + keys.digest(keys.spelled(version or "")))
        if seen is not None and (seen.version or version is None):
            return seen
        return Ground(
            DocumentedModel(name=model, owner=owner), DocumentedVersion(name=version) if version is not None else None
        )

    def look(
        self, model: str, version: str | None, *more: Callable[[Ground], keys.Key]
    ) -> tuple[Ground, list[items.Item | None]]:
        """Read a model, a version, and what lies at keys under their generations: one batch read, if those are known."""
        ground = self.assumed(model, version, "")
        for _ in range(_TRIES):
            wanted = [document_keys.documented(model), *self._version_keys(ground, version), *(key(ground) for key in more)]
            found = self._table.get_many(wanted)
            seen = self._found(ground, version, found)
            if self._is_same(ground, seen):
                return seen, [found.get(key) for key in wanted[-len(more) :]] if more else []
            if seen.model is None or (version is not None and seen.version is None):
                return seen, [None] * len(more)
            ground = seen
        raise StoreBusyError

    def learn(self, ground: Ground) -> None:
        """Remember what a model and a version are."""
        if ground.model is None:
            return
        name = ground.version.name if ground.version else ""
        key = document_keys.documented_partition(ground.model.name) + keys.digest(keys.spelled(name))
        self._seen[key] = ground
        self._seen.move_to_end(key)
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)

    def checks(self, ground: Ground, *, owner_too: bool) -> list[Write]:
        """Return what has a transaction fail unless a model and a version are what they are taken for."""
        model, version = _both(ground)
        stands, owned = {"generation": model.generation, "live": True}, {"owner": model.owner, "since": model.since}
        key = document_keys.documented(model.name)
        if owner_too:
            found = [check(key, f"{_STANDS} AND owned_by = :owner AND held_since = :since", **stands, **owned)]
        else:
            found = [check(key, _STANDS, **stands)]
        if version is None:
            return found
        place = document_keys.documented_version(model.name, model.generation, version.name)
        return [*found, check(place, _STANDS, generation=version.generation, live=True)]

    def add(self, model: DocumentedModel, entry: MakeEntry, may_join: Callable[[Family], bool]) -> DocumentedModel:
        """Make a model: in the family of its name if that has members and `may_join` says so, else at the head of a new one.

        Raises:
            ModelDocumentedError: there is one of this name.
            FamilyClosedError: the name has an owner, and `may_join` said no.
        """
        family_key = keys.family(DEFAULT_PROJECT, Kind.MODEL, model.name)
        family, last = Family(), 0
        for attempt in range(_TRIES):
            if attempt > 1:
                time.sleep(random.uniform(0, min(0.2, 0.002 * 2 ** min(attempt, 8))))  # noqa: S311 - spreads retries
            begun = family if family.is_held else begun_by_documents(family, model)
            placed = replace(
                model,
                generation=last + 1,
                owner=begun.owner,
                since=begun.since,
                segment=self._heads.target(keys.DOCUMENTED),
            )
            try:
                self._table.write([*self._creation(placed, last, entry(placed)), documented_in(family_key, family, begun)])
            except ConditionsFailedError as refused:
                last = self._last_generation(refused, model.name, last)
                if family_key in refused.found:
                    family = items.to_family(refused.found[family_key])
                    if family.is_held and not may_join(family):
                        raise FamilyClosedError(kind=Kind.MODEL, name=model.name) from refused
                if keys.head(keys.DOCUMENTED) in refused.found:
                    self._heads.learn(keys.DOCUMENTED, refused.found[keys.head(keys.DOCUMENTED)])
            else:
                self._heads.confirm(keys.DOCUMENTED)
                self.learn(Ground(placed))
                return placed
        raise StoreBusyError

    def add_version(
        self, ground: Ground, version: DocumentedVersion, last: int, entry: DocumentEntry, guards: list[Write]
    ) -> None:
        """Make a version whose generations so far were `last`.

        Raises:
            ConditionsFailedError: something is not what it was taken for.
        """
        model, _ = _both(ground)
        item = document_items.version_item(model, version)
        key = document_keys.documented_version(model.name, model.generation, version.name)
        made = (
            put(key, item, "generation = :last AND is_live = :live", last=last, live=False) if last else put(key, item, IS_NEW)
        )
        self._table.write([*guards, made, audited(model, entry)])
        self.learn(Ground(model, version))

    def remove(self, model: DocumentedModel, entry: DocumentEntry) -> None:
        """Delete a model: what is about it is out of reach at once.

        Raises:
            ConditionsFailedError: it is not what it was taken for.
        """
        gone = document_items.model_item(replace(model, is_live=False))
        stands = put(document_keys.documented(model.name), gone, _STANDS, generation=model.generation, live=True)
        family = keys.family(DEFAULT_PROJECT, Kind.MODEL, model.name)
        left = update(family, "SET removed_at = :at, documented = :none", at=now(), none=0)
        listed = keys.Key(keys.list_partition(keys.DOCUMENTED, model.segment), model.id)
        self._table.write([stands, left, delete(listed), audited(model, entry)])

    def remove_version(self, ground: Ground, entry: DocumentEntry, guards: list[Write]) -> None:
        """Delete a version: what is about it is out of reach at once; raises as `remove`."""
        model, version = _both(ground)
        if version is None:
            return
        key = document_keys.documented_version(model.name, model.generation, version.name)
        gone = document_items.version_item(model, replace(version, is_live=False))
        self._table.write([*guards, put(key, gone, _STANDS, generation=version.generation, live=True), audited(model, entry)])

    def whole(self, name: str) -> tuple[DocumentedModel | None, list[DocumentedVersion]]:
        """Read the last model of a name and all versions that it ever had, ended ones included: one query for each thousand."""
        partition, after, found = document_keys.documented_partition(name), None, []
        while True:
            page, after = self._table.query(partition, after=after, limit=_QUERY)
            found += page
            if after is None:
                break
        model = document_items.to_model(found[0]) if found and found[0]["sk"]["S"] == "M" else None
        if model is None:
            return None, []
        mine = f"V#{model.generation:010d}#"
        versions = [document_items.to_version(item) for item in found[1:] if item["sk"]["S"].startswith(mine)]
        return model, [version for version in versions if version is not None]

    def generations(self, name: str, generation: int) -> list[DocumentedVersion]:
        """Read the versions that one generation of a model had."""
        partition, prefix = document_keys.documented_partition(name), f"V#{generation:010d}#"
        after, found = None, []
        while True:
            page, after = self._table.query(partition, after=after, limit=_QUERY, prefix=prefix)
            found += [version for item in page if (version := document_items.to_version(item))]
            if after is None:
                return found

    def listed(self, start: Position, limit: int) -> tuple[list[DocumentedModel], Position | None]:
        """Read a page of the list of all models, oldest first, and where to go on."""
        entries, position = walk(self._table, keys.DOCUMENTED, start, limit)
        return [document_items.to_listed(entry) for _, entry in entries], position

    def many(self, names: list[str]) -> dict[str, DocumentedModel]:
        """Read the live ones among models: one batch read."""
        wanted = {name: document_keys.documented(name) for name in names}
        found = self._table.get_many(list(wanted.values()))
        models = {name: document_items.to_model(found.get(key)) for name, key in wanted.items()}
        return {name: model for name, model in models.items() if model is not None and model.is_live and model.name == name}

    def note(self, model: DocumentedModel, entry: DocumentEntry) -> None:
        """Write an audit entry of what changed nothing."""
        self._table.put(document_items.entry_item(_entry_key(model, entry), entry))

    def trail(self, model: DocumentedModel, after: str, limit: int) -> tuple[list[DocumentEntry], str | None]:
        """Read a page of a model's audit trail, newest first, and where to go on."""
        scope = document_keys.model_scope(model.name, model.generation)
        partition = document_keys.documents_audit_partition(scope)
        found, last = self._table.query(partition, after=after or None, limit=limit + 1, newest_first=True)
        page = found[:limit]
        return [document_items.to_entry(item) for item in page], page[-1]["sk"]["S"] if len(found) > limit or last else None

    def _creation(self, model: DocumentedModel, last: int, entry: DocumentEntry) -> list[Write]:
        key, item = document_keys.documented(model.name), document_items.model_item(model)
        listed = document_items.listed_item(model)
        return [
            put(key, item, "generation = :last AND is_live = :live", last=last, live=False) if last else put(key, item, IS_NEW),
            put(keys.Key(listed["pk"]["S"], listed["sk"]["S"]), listed),
            *self._heads.writes(keys.DOCUMENTED, model.id),
            audited(model, entry),
        ]

    @staticmethod
    def _last_generation(refused: ConditionsFailedError, name: str, last: int) -> int:
        key = document_keys.documented(name)
        if key not in refused.found:
            return last
        known = document_items.to_model(refused.found[key])
        if known is not None and known.is_live:
            raise ModelDocumentedError from refused
        return known.generation if known else 0

    @staticmethod
    def _version_keys(ground: Ground, version: str | None) -> list[keys.Key]:
        model, _ = _both(ground)
        return [document_keys.documented_version(model.name, model.generation, version)] if version is not None else []

    def _found(self, ground: Ground, version: str | None, found: dict[keys.Key, items.Item]) -> Ground:
        """Return what was found; a version under another generation of its model than was looked under is still unknown."""
        asked, taken = _both(ground)
        model = document_items.to_model(found.get(document_keys.documented(asked.name)))
        if model is None or not model.is_live:
            return Ground(None)
        if version is None:
            seen = Ground(model)
        elif model.generation != asked.generation:
            return Ground(model, taken)
        else:
            [key] = self._version_keys(ground, version)
            known = document_items.to_version(found.get(key))
            seen = Ground(model, known if known and known.is_live else None)
        self.learn(seen)
        return seen

    @staticmethod
    def _is_same(ground: Ground, seen: Ground) -> bool:
        if seen.model is None or ground.model is None or seen.model.generation != ground.model.generation:
            return False
        if ground.version is None or seen.version is None:
            return ground.version is seen.version
        return seen.version.generation == ground.version.generation


def audited(model: DocumentedModel, entry: DocumentEntry) -> Write:
    """Return what adds an audit entry to a model's trail."""
    key = _entry_key(model, entry)
    return put(key, document_items.entry_item(key, entry), IS_NEW)


def _entry_key(model: DocumentedModel, entry: DocumentEntry) -> keys.Key:
    return document_keys.documents_audit(document_keys.model_scope(model.name, model.generation), entry.id)


def _both(ground: Ground) -> tuple[DocumentedModel, DocumentedVersion | None]:
    if ground.model is None:
        raise ValueError(ground)
    return ground.model, ground.version
