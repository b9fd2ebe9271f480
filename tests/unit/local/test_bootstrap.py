"""Environments are made once, and again only when what they are made of changes."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from local import bootstrap


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout whose commands are recorded instead of run."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "layers" / "cairn").mkdir(parents=True)
    (tmp_path / "layers" / "cairn" / "pyproject.toml").write_text("[project]")
    for group in bootstrap.DIRECTORIES:
        (tmp_path / "requirements" / f"{group}.txt").write_text("package==1")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "EDITABLE", tmp_path / "layers" / "cairn")
    return tmp_path


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """The commands that were run."""
    run: list[tuple[str, ...]] = []

    def record(*command: str) -> None:
        run.append(command)
        if command[1:3] == ("-m", "venv"):
            Path(command[3]).mkdir()

    monkeypatch.setattr(bootstrap, "run", record)
    return run


def test_an_environment_is_made_once(checkout: Path, commands: list[tuple[str, ...]]) -> None:
    assert bootstrap.main(["cloud"]) == 0
    assert any("--require-hashes" in command for command in commands)
    commands.clear()
    assert bootstrap.main(["cloud"]) == 0
    assert commands == []


def test_a_changed_lock_file_makes_it_again(checkout: Path, commands: list[tuple[str, ...]]) -> None:
    bootstrap.main(["cloud"])
    (checkout / ".venv-cloud" / "left").write_text("of the old one")
    commands.clear()
    (checkout / "requirements" / "cloud.txt").write_text("package==2")
    assert bootstrap.main(["cloud"]) == 0
    assert commands
    assert not (checkout / ".venv-cloud" / "left").exists()


def test_one_that_failed_half_way_is_not_taken_for_whole(
    checkout: Path, commands: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*command: str) -> None:
        Path(command[3]).mkdir()
        raise bootstrap.BootstrapError("no network")

    with monkeypatch.context() as patch:
        patch.setattr(bootstrap, "run", fail)
        assert bootstrap.main(["cloud"]) == 1
    assert "error: no network" in capsys.readouterr().err
    assert bootstrap.main(["cloud"]) == 0
    assert commands


def test_only_dev_holds_our_package_in_place(checkout: Path, commands: list[tuple[str, ...]]) -> None:
    bootstrap.main(["cloud"])
    assert not any("-e" in command for command in commands)
    bootstrap.main(["dev"])
    assert any("-e" in command for command in commands)


@pytest.mark.parametrize("version", [(3, 10), (3, 14), (2, 7)])
def test_a_python_without_a_lambda_runtime_is_refused_with_the_remedy(version: tuple[int, int]) -> None:
    with pytest.raises(bootstrap.BootstrapError, match=r"make PYTHON=python3\.13"):
        bootstrap.check_python(version)


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_every_supported_python_is_taken(version: tuple[int, int]) -> None:
    bootstrap.check_python(version)


def test_a_missing_venv_module_names_the_package_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "can_make_environments", lambda: False)
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(bootstrap.BootstrapError, match=r"sudo apt-get install python3\.\d+-venv"):
        bootstrap.ensure_venv_module()


def test_root_on_debian_gets_the_missing_venv_module(monkeypatch: pytest.MonkeyPatch, commands: list[tuple[str, ...]]) -> None:
    answers = iter([False, True])
    monkeypatch.setattr(bootstrap, "can_make_environments", lambda: next(answers))
    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    bootstrap.ensure_venv_module()
    assert [command[:2] for command in commands] == [("apt-get", "update"), ("apt-get", "install")]


def test_a_failed_step_shows_its_output(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(bootstrap.BootstrapError, match="exit code 3"):
        bootstrap.run("/bin/sh", "-c", "echo why it failed; exit 3")
    assert "why it failed" in capsys.readouterr().err


def test_a_step_that_works_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    bootstrap.run("/bin/sh", "-c", "echo noise")
    assert capsys.readouterr().err == ""


def test_the_probe_asks_the_interpreter_itself() -> None:
    assert bootstrap.can_make_environments() is (
        subprocess.run([bootstrap.PYTHON, "-c", "import ensurepip, venv"], capture_output=True, check=False).returncode == 0
    )
