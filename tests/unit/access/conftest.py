"""What the tests of access share: an outside issuer on this machine, and a user directory of our own."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from cairn.access import passwords
from cairn.access.collaborators import Collaborators
from cairn.access.principals import Principals
from cairn.access.users import Profile
from cairn.core.projects import Projects
from cairn.errors import CredentialsInvalidError
from cairn.permissions import Caller
from cairn.store.projects import ProjectStore
from fixtures.access import Building
from fixtures.aws import TABLE
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


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch):
    """Hashes that cost a hundredth, but where passwords themselves are tested."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    monkeypatch.setattr(passwords, "_NOBODYS", passwords._HASHER.hash("nobody's"))
    monkeypatch.setattr(passwords, "is_outdated", lambda _encoded: False)


@pytest.fixture
def place(table):
    return Building(TABLE)


@pytest.fixture
def admin():
    return Caller("root", is_admin=True, face="test", request_id="r-1", id="u-root")


@pytest.fixture
def make(place, admin):
    """Make a user, with a password that is their name."""

    def user(name, **more):
        return place.users.create(admin, Profile(name=name, **more), name)

    return user


@pytest.fixture
def request_in():
    """A request that nobody has signed yet."""
    return Caller("anonymous", is_admin=False, face="trust", request_id="r-2")


@pytest.fixture
def held():
    return set()


@pytest.fixture
def store(place):
    return ProjectStore(place.directory._table)


@pytest.fixture
def projects(place, store, held):
    return Projects(store, Collaborators(place.directory), {"artifacts": held.__contains__})


@pytest.fixture
def as_user(place, make):
    """Who somebody is, with the permissions of now."""

    def caller(name):
        if place.directory.user(name) is None:
            make(name, email=f"{name}@example.org")
        principal = Principals(place.directory).named(name)
        user = principal.user
        return Caller(name, is_admin=False, face="test", id=user.id, grants=principal.grants, email=user.email)

    return caller
