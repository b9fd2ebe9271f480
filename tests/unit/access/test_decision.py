import pytest

from cairn.access.decision import Permission, decide
from cairn.errors import CredentialsInvalidError
from cairn.runtime.settings import Settings
from fixtures.aws import ENVIRONMENT

OPEN = Settings.read(ENVIRONMENT)
REQUIRED = Settings.read(ENVIRONMENT | {"AUTH_MODE": "required"})


@pytest.mark.parametrize("needs", Permission)
def test_in_an_open_deployment_everybody_is_a_named_administrator(needs):
    caller = decide(OPEN, "trust", needs, {}, "r-1")
    assert (caller.name, caller.is_admin, caller.face, caller.request_id) == ("anonymous", True, "trust", "r-1")


@pytest.mark.parametrize("needs", [permission for permission in Permission if permission is not Permission.NOTHING])
@pytest.mark.parametrize("headers", [{}, {"x-authorization": "bearer x"}, {"authorization": "Bearer x.y.z"}])
def test_in_a_closed_deployment_nobody_gets_in(needs, headers):
    with pytest.raises(CredentialsInvalidError):
        decide(REQUIRED, "trust", needs, headers, "r-1")


def test_what_needs_nothing_is_answered_in_a_closed_deployment_too():
    assert not decide(REQUIRED, "trust", Permission.NOTHING, {}, "r-1").is_admin
