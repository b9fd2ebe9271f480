"""The keys of projects, and of what lies in them beside versions; see `cairn.store.keys`."""

from cairn.store.keys import Key, digest, known

PROJECT_COUNTER = Key("B#counter", "B")
"""The last number that a project got."""

PROJECTS = "B#list"
"""The partition of the list of projects; their numbers sort as they were given out."""

GATES = 16
"""A project's gates: what begins in it asks one of them, so that those who begin at the same time seldom meet."""


def project(project_id: str) -> Key:
    """A project."""
    return Key(f"B#{project_id}", "B")


def project_named(name: str) -> Key:
    """The project of a name: makes the name unique, and has the record a second time."""
    return Key(f"B#name#{digest(name)}", "B")


def projects_entry(project_id: str) -> Key:
    """The entry of a project in the list of all projects."""
    return Key(PROJECTS, f"{project_id:0>10}")


def project_gate(project_id: str, number: int) -> Key:
    """One of the gates of a project: it is there once the project is (being) deleted."""
    return Key(f"B#{project_id}", f"gate#{number:02d}")


def run(run_id: str) -> Key:
    """A run, with its parameters, its tags and the last value of each metric."""
    return Key(f"O#{known(run_id)}", "O")


def run_named(project: str, name: str) -> Key:
    """The entry that makes a run's name unique within its project."""
    return Key(f"O#name#{digest(project, name)}", "O")


def run_entry(project: str, started_at: int, run_id: str) -> Key:
    """The entry of a run in the list of its project's, which sorts by when they started."""
    return Key(runs_partition(project), f"{started_at:015d}#{run_id}")


def runs_partition(project: str) -> str:
    """The partition of the list of a project's runs."""
    return f"O#of#{project}"


def measurement(run_id: str, metric: str, place: str) -> Key:
    """One value of a metric of a run."""
    return Key(measurements_partition(run_id, metric), place)


def measurements_partition(run_id: str, metric: str) -> str:
    """The partition of all values of a metric of a run; they sort by step, then by time."""
    return f"O#metric#{digest(run_id, metric)}"


def data_directory(directory_id: str) -> Key:
    """A data directory."""
    return Key(f"J#{known(directory_id)}", "J")


def data_directory_named(project: str, name: str) -> Key:
    """The entry that makes a data directory's name unique within its project."""
    return Key(f"J#name#{digest(project, name)}", "name")


def data_directory_entry(project: str, directory_id: str) -> Key:
    """The entry of a data directory in the list of its project's."""
    return Key(data_directories_partition(project), directory_id)


def data_directories_partition(project: str) -> str:
    """The partition of the list of a project's data directories."""
    return f"J#of#{project}"
