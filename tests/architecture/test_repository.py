"""What is checked in speaks of the project alone, and installs exactly one set of packages."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from local.blueprint import ROOT

# Written apart, since this file is checked in as well.
INDEX_HOSTS = [".".join(parts) for parts in (("pypi", "org"), ("files", "pythonhosted", "org"), ("registry", "npmjs", "org"))]
MACHINE_PATH = re.compile(r"(?<![\w.$}/:-])/(?:root|home|Users|work|farm)/[\w.]|(?<![\w.$}/:-])/[t]mp\b")
LOCKS = sorted([*(ROOT / "requirements").glob("*.txt"), *(ROOT / "layers").glob("*/requirements.txt")])
PIN = re.compile(r"[A-Za-z0-9._-]+(\[[a-z0-9,_-]+\])?==[A-Za-z0-9.!+_-]+")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def checked_in() -> list[Path]:
    git = shutil.which("git") or pytest.fail("git is needed to tell what is checked in")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def lines_that(search: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in checked_in()
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if search.search(line)
    ]


def requirements(lock: Path) -> list[str]:
    """The requirements of a lock file, each with its hashes on one line, without comments."""
    told = "\n".join(line for line in lock.read_text().splitlines() if not line.lstrip().startswith("#"))
    return [line for line in told.replace("\\\n", " ").splitlines() if line.strip()]


def test_there_is_something_checked_in() -> None:
    assert ROOT / "template.yaml" in checked_in()


def test_no_package_index_is_named() -> None:
    assert lines_that(re.compile("|".join(map(re.escape, INDEX_HOSTS)))) == []


def test_no_path_of_a_machine_is_named() -> None:
    assert lines_that(MACHINE_PATH) == []


def test_there_are_locks() -> None:
    assert len(LOCKS) > 1


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.relative_to(ROOT).as_posix())
def test_a_lock_pins_each_package_exactly_by_its_hashes(lock: Path) -> None:
    found = requirements(lock)
    assert found
    for requirement in found:
        pin, *hashes = requirement.partition(" --hash")[0].partition(";")[0].split(), *HASH.findall(requirement)
        assert PIN.fullmatch("".join(pin)), requirement[:120]
        assert hashes, requirement[:120]
        assert "://" not in requirement


def chosen() -> list[str]:
    workspace = tomllib.loads((ROOT / "pyproject.toml").read_text())
    package = tomllib.loads((ROOT / "layers" / "cairn" / "pyproject.toml").read_text())
    groups = [requirement for group in workspace["dependency-groups"].values() for requirement in group]
    return [*groups, *package["project"]["dependencies"]]


@pytest.mark.parametrize("requirement", chosen())
def test_a_package_is_chosen_in_one_version(requirement: str) -> None:
    assert PIN.fullmatch(requirement.partition(";")[0].strip())


def test_no_ticket_is_named() -> None:
    assert lines_that(re.compile(r"\bissues? #?\d", re.IGNORECASE)) == []
