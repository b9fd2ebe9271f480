"""The state folder: locked, cleaned of half-made things, and sure of what is deployed."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from local import state
from local.state import StateFolder, StateInUseError

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.enable_socket


def test_one_folder_has_one_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "PATIENCE_SECONDS", 0.0)
    with StateFolder(tmp_path / "state"), pytest.raises(StateInUseError, match="in use by another local cloud"):
        StateFolder(tmp_path / "state").__enter__()
    with StateFolder(tmp_path / "state"):
        pass


def test_a_folder_whose_first_deploy_was_cut_off_starts_afresh(tmp_path: Path) -> None:
    folder = StateFolder(tmp_path)
    folder.prepare()
    (folder.cloud / "s3" / "left").write_text("half a deploy")
    folder.prepare()
    assert not (folder.cloud / "s3" / "left").exists()


def test_what_was_deployed_is_kept_and_worker_files_are_not(tmp_path: Path) -> None:
    folder = StateFolder(tmp_path)
    folder.prepare()
    folder.record("abc")
    (folder.cloud / "s3" / "object").write_text("kept")
    (folder.cloud / "tmp" / "worker").write_text("dropped")
    folder.prepare()
    assert (folder.cloud / "s3" / "object").read_text() == "kept"
    assert not (folder.cloud / "tmp" / "worker").exists()
    assert folder.deployed() == "abc"


def test_a_deploy_that_was_cut_off_is_done_again_and_the_data_stay(tmp_path: Path) -> None:
    folder = StateFolder(tmp_path)
    folder.prepare()
    folder.record("old")
    (folder.cloud / "s3" / "object").write_text("kept")
    folder.deploying()
    assert folder.deployed() == ""
    folder.prepare()
    assert (folder.cloud / "s3" / "object").read_text() == "kept"


def test_the_port_of_the_endpoint_is_kept_while_it_is_free(tmp_path: Path) -> None:
    folder = StateFolder(tmp_path)
    port = folder.cloud_port()
    assert folder.cloud_port() == port
    with socket.socket() as taken:
        taken.bind((state.LOOPBACK, port))
        taken.listen()
        other = folder.cloud_port()
    assert other != port
    assert folder.cloud_port() == other
