"""What a unit test may do on the network: nothing, and it stops nobody else."""

import socket
import subprocess
import sys

import pytest
from pytest_socket import SocketConnectBlockedError


@pytest.mark.filterwarnings("ignore:A test tried to use socket:UserWarning")
def test_a_unit_test_connects_to_nothing(hub):
    with pytest.raises(SocketConnectBlockedError):
        socket.create_connection(hub.server_address)


def test_the_hub_of_this_process_still_accepts_who_comes_from_outside(hub):
    url = f"{hub.url}/api/models/google-bert/bert-base-uncased"
    script = "import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).status)"
    said = subprocess.run([sys.executable, "-c", script, url], capture_output=True, text=True, timeout=60, check=False)
    assert (said.stdout.strip(), said.stderr) == ("200", "")
