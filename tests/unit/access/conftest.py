"""An outside issuer on this machine, and why its tokens were refused."""

from collections.abc import Iterator

import pytest

from cairn.errors import CredentialsInvalidError
from fixtures.issuer import Issuer, running


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with running() as one:
        yield one


@pytest.fixture
def refused(issuer, caplog):
    """The reason that the log has for refusing a token."""

    def reason(token: str, **settings) -> str:
        with caplog.at_level("INFO", logger="cairn"), pytest.raises(CredentialsInvalidError):
            issuer.identify(token, **settings)
        return caplog.records[-1].reason

    return reason
