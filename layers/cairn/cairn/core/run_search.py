"""Finding runs: by name, or all of some projects that meet a filter, in an order.

By when they started they are read page by page, whatever the filter; any other order, and several projects together,
take reading all of them, as far as that goes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cairn import permissions
from cairn.core.projects import Projects
from cairn.core.run_filter import Condition, Order, conditions, ordered, orders
from cairn.errors import CursorInvalidError, ProjectMissingError, RunSearchInvalidError
from cairn.permissions import Caller, Method, may
from cairn.records import Page
from cairn.store import cursor
from cairn.store.keys import digest
from cairn.store.runs import RunStore
from cairn.training import Run

EXAMINED_LIMIT = 20_000
"""The most runs that one search reads."""
BYTES_LIMIT = 3_000_000
"""Where a page ends, however many runs were asked for: what they say of themselves, before it is JSON."""
_READ_AT_ONCE = 300
_BY_START = "start_time"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunQuery:
    """What a caller searches for."""

    projects: tuple[str, ...]
    filter: str = ""
    order_by: tuple[str, ...] = ()
    limit: int = 1_000
    offset: int = 0
    token: str | None = None
    """Where to go on, as the page before said."""

    @property
    def digest(self) -> str:
        """What ties a token to the search."""
        return digest("runs", *self.projects, "", self.filter, *self.order_by)


class RunSearch:
    """Finding runs: each caller finds what they may see."""

    def __init__(self, store: RunStore, projects: Projects) -> None:
        """Search the runs in a store."""
        self._store = store
        self._projects = projects

    def named(self, caller: Caller, project: str, name: str) -> Run | None:
        """Return the run of a name in a project, given by its name: three reads. None if the caller may see none such."""
        try:
            found = self._projects.find(caller, project)
        except ProjectMissingError:
            return None
        return self.named_in(caller, found.id, name)

    def named_in(self, caller: Caller, project_id: str, name: str) -> Run | None:
        """Return the run of a name in a project, given by its id: two reads. None if the caller may see none such."""
        run_id = self._store.named(project_id, name)
        run = self._store.get(run_id) if run_id else None
        return run if run and _is_seen(caller, run) else None

    def page(self, caller: Caller, query: RunQuery) -> Page[Run]:
        """Return a page of the runs that a query finds, and where to go on.

        Raises:
            ProjectMissingError: one of the projects is none, or none that the caller may see.
            RunSearchInvalidError: filter or order are not understood, or it takes reading too many runs.
            CursorInvalidError: the token is not of this search.
        """
        for project in query.projects:
            self._projects.get(caller, project)
        wanted, by = conditions(query.filter), orders(query.order_by) or [_newest_first()]
        is_listed = len(query.projects) == 1 and len(by) == 1 and by[0].named.key == _BY_START and not query.offset
        if is_listed and by[0].named.entity == "attributes":
            return self._in_their_order(caller, query, wanted, is_newest_first=by[0].is_descending)
        return self._sorted(caller, query, wanted, by)

    def _in_their_order(
        self, caller: Caller, query: RunQuery, wanted: Sequence[Condition], *, is_newest_first: bool
    ) -> Page[Run]:
        after = cursor.decode(query.token, query.digest)[2] if query.token else ""
        found: list[Run] = []
        size = examined = 0
        for place, run in self._runs(query.projects[0], after, is_newest_first=is_newest_first):
            if len(found) == query.limit or size > BYTES_LIMIT or (found and examined >= EXAMINED_LIMIT):
                return Page(found, cursor.encode(query.digest, 0, 0, after))
            if examined >= EXAMINED_LIMIT:
                raise _too_wide()
            after, examined = place, examined + 1
            if _is_found(caller, run, wanted):
                found.append(run)
                size += _size(run)
        return Page(found)

    def _sorted(self, caller: Caller, query: RunQuery, wanted: Sequence[Condition], by: Sequence[Order]) -> Page[Run]:
        start = query.offset
        if query.token:
            _, start, after = cursor.decode(query.token, query.digest)
            if after:
                raise CursorInvalidError
        found: list[Run] = []
        examined = 0
        for project in dict.fromkeys(query.projects):
            for _, run in self._runs(project, "", is_newest_first=True):
                examined += 1
                if examined > EXAMINED_LIMIT:
                    raise _too_wide()
                if _is_found(caller, run, wanted):
                    found.append(run)
        page: list[Run] = []
        size = 0
        for run in ordered(found, by)[start : start + query.limit]:
            if size > BYTES_LIMIT:
                break
            page.append(run)
            size += _size(run)
        is_last = start + len(page) >= len(found)
        return Page(page, None if is_last else cursor.encode(query.digest, 0, start + len(page), ""))

    def _runs(self, project: str, after: str, *, is_newest_first: bool) -> Iterator[tuple[str, Run]]:
        go_on: str | None = after
        while go_on is not None:
            entries, go_on = self._store.listed(project, go_on, _READ_AT_ONCE, newest_first=is_newest_first)
            runs = {run.id: run for run in self._store.get_many([run_id for _, run_id in entries])}
            yield from ((place, runs[run_id]) for place, run_id in entries if run_id in runs)


def _newest_first() -> Order:
    return orders(["attributes.start_time DESC"])[0]


def _is_seen(caller: Caller, run: Run) -> bool:
    return may(caller, Method.GET, permissions.within(run.project, run.owner))


def _is_found(caller: Caller, run: Run, wanted: Sequence[Condition]) -> bool:
    return _is_seen(caller, run) and all(condition.holds(run) for condition in wanted)


def _size(run: Run) -> int:
    texts = (run.parameters.items(), run.tags.items())
    return 1_000 + sum(len(key) + len(value) + 30 for pairs in texts for key, value in pairs) + 150 * len(run.metrics)


def _too_wide() -> RunSearchInvalidError:
    return RunSearchInvalidError(reason=f"it takes reading more than {EXAMINED_LIMIT} runs; search by start_time, or a name")
