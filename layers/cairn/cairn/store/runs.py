"""Runs in the table: a record with all that is shown of a run, and the values of each metric in a partition of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from json import loads

from cairn.accounts import AccessEntry
from cairn.store import keys, project_keys
from cairn.store.accounts import audited
from cairn.store.items import Item, to_fields, to_item
from cairn.store.keys import digest
from cairn.store.projects import is_closed, passes
from cairn.store.table import BATCH, ConditionsFailedError, Table, Write, delete, put
from cairn.training import Measurement, Run, RunStatus

_IS_NEW = "attribute_not_exists(pk)"
_IS_AS_SEEN = "revision = :seen"
_LOWEST_STEP = 1 << 63
"""Steps are signed 64-bit numbers; in keys they count from the lowest, as 20 digits."""

VALUES_AT_ONCE = BATCH - 4
"""The values that fit one transaction, with the record, its audit entry, and what a creation adds."""


class RunChangedError(Exception):
    """Somebody else changed or deleted the run first."""


class ProjectClosedError(Exception):
    """The project is gone, or is being deleted."""


@dataclass(frozen=True, slots=True)
class NameHolder:
    """What the entry of a name says of the run that has it."""

    id: str
    started_at: int
    owner: str


class NameHeldError(Exception):
    """Another run of the project has the name."""

    def __init__(self, holder: NameHolder) -> None:
        """Keep who holds it."""
        super().__init__(holder.id)
        self.holder = holder


class RunStore:
    """The runs of a table."""

    def __init__(self, table: Table) -> None:
        """Keep them in `table`."""
        self._table = table

    def get(self, run_id: str) -> Run | None:
        """Read a run: one read."""
        item = self._table.get(project_keys.run(run_id))
        return _run(item) if item else None

    def get_many(self, run_ids: Sequence[str]) -> list[Run]:
        """Read runs, in this order, 100 a call; those that do not exist are left out."""
        wanted = [project_keys.run(run_id) for run_id in run_ids]
        found = self._table.get_many(wanted) if wanted else {}
        return [_run(found[key]) for key in wanted if key in found]

    def named(self, project: str, name: str) -> str | None:
        """Return the id of the run of a name: one read."""
        item = self._table.get(project_keys.run_named(project, name))
        return _holder(item).id if item else None

    def listed(
        self, project: str, after: str, limit: int, *, newest_first: bool = True
    ) -> tuple[list[tuple[str, str]], str | None]:
        """Read a page of a project's runs: where each stands and its id, by when they started; and where to go on."""
        page, last = self._table.query(
            project_keys.runs_partition(project), after=after or None, limit=limit, newest_first=newest_first
        )
        return [(item["sk"]["S"], item["id"]["S"]) for item in page], last

    def holds_any(self, project: str) -> bool:
        """Tell whether a project has a run: one query."""
        return bool(self.listed(project, "", 1)[0])

    def add(self, run: Run, entry: AccessEntry) -> None:
        """Write a new run.

        Raises:
            NameHeldError: another run of the project has its name.
            ProjectClosedError: its project is gone.
        """
        listed = project_keys.run_entry(run.project, run.started_at, run.id)
        named = project_keys.run_named(run.project, run.name)
        holder = to_item(named, {"id": run.id, "started_at": run.started_at, "owner": run.owner})
        try:
            self._table.write(
                [
                    put(project_keys.run(run.id), _item(run), _IS_NEW),
                    put(named, holder, _IS_NEW),
                    put(listed, to_item(listed, {"id": run.id})),
                    audited(entry),
                    *passes(run.project, run.id),
                ]
            )
        except ConditionsFailedError as refused:
            if is_closed(refused):
                raise ProjectClosedError from refused
            if found := refused.found.get(named):
                raise NameHeldError(_holder(found)) from refused
            raise

    def replace(self, old: Run, new: Run, entry: AccessEntry, values: Sequence[tuple[str, Measurement]] = ()) -> None:
        """Write a changed run over the revision that it was made from, with further values of metrics.

        A value that is written a second time is the same item: who sends a request again adds nothing.

        Raises:
            RunChangedError: somebody else changed or deleted it first.
        """
        record = put(project_keys.run(new.id), _item(new), _IS_AS_SEEN, seen=old.revision)
        added = {(write := _value(new.id, metric, value)).key: write for metric, value in values}
        self._write([record, audited(entry), *added.values()])

    def remove(self, run: Run, entry: AccessEntry) -> None:
        """Delete a run whose metrics' values are deleted already; raises as `replace`."""
        record = delete(project_keys.run(run.id), _IS_AS_SEEN, seen=run.revision)
        listed = project_keys.run_entry(run.project, run.started_at, run.id)
        self._write([record, audited(entry), delete(project_keys.run_named(run.project, run.name)), delete(listed)])

    def forget(self, run_id: str, metric: str) -> bool:
        """Delete values of a metric, as many as one transaction takes; tell whether there were any."""
        partition = project_keys.measurements_partition(run_id, metric)
        page, _ = self._table.query(partition, limit=BATCH)
        if page:
            self._table.write(delete(keys.Key(partition, item["sk"]["S"])) for item in page)
        return bool(page)

    def history(self, run_id: str, metric: str, limit: int, step: int | None = None) -> list[Measurement]:
        """Read the values of a metric by step and time: the last `limit`, of one step or (None) of all.

        One query for each megabyte, some 6,000 values.
        """
        partition = project_keys.measurements_partition(run_id, metric)
        found: list[Measurement] = []
        # Behind all values of the step: `$` is the character that follows `#`.
        after = None if step is None else f"{_step(step)}$"
        while True:
            page, after = self._table.query(partition, after=after, limit=limit - len(found), newest_first=True)
            values = [_measurement(item) for item in page]
            found += [value for value in values if step in {None, value.step}]
            if after is None or len(found) >= limit or (step is not None and values and values[-1].step != step):
                return found[::-1]

    def _write(self, writes: Sequence[Write]) -> None:
        try:
            self._table.write(writes)
        except ConditionsFailedError as refused:
            raise RunChangedError from refused


def _step(step: int) -> str:
    return f"{step + _LOWEST_STEP:020d}"


def _value(run_id: str, metric: str, value: Measurement) -> Write:
    # `repr` tells any two floats apart.
    place = f"{_step(value.step)}#{value.at:020d}#{digest(repr(value.value))[:16]}"
    key = project_keys.measurement(run_id, metric, place)
    return put(key, to_item(key, {"value": value.value, "at": value.at}))


def _measurement(item: Item) -> Measurement:
    step = int(item["sk"]["S"].partition("#")[0]) - _LOWEST_STEP
    return Measurement(loads(item["value"]["S"]), int(item["at"]["N"]), step)


def _item(run: Run) -> Item:
    values = {name: getattr(run, name) for name in run.__slots__}
    return to_item(project_keys.run(run.id), values | {"metrics": {name: asdict(one) for name, one in run.metrics.items()}})


def _run(item: Item) -> Run:
    told = to_fields(item)
    told["status"] = RunStatus(told["status"])
    for name in ("parameters", "tags"):
        told[name] = loads(told.get(name, "{}"))
    metrics: Mapping[str, dict[str, int]] = loads(told.get("metrics", "{}"))
    return Run(**told | {"metrics": {name: Measurement(**one) for name, one in metrics.items()}})


def _holder(item: Item) -> NameHolder:
    return NameHolder(**to_fields(item))
