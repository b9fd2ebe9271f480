"""The composition root: the use cases, built on this deployment's table, once per process and only where asked for."""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from cairn.runtime import clients
from cairn.runtime.settings import OPEN, settings
from cairn.store.table import Table
from cairn.store.versions import VersionStore

if TYPE_CHECKING:
    from cairn.access.decision import Door, OpenDoor
    from cairn.access.groups import Groups
    from cairn.access.keys import KeyRing
    from cairn.access.oidc import OutsideIssuer
    from cairn.access.personal_tokens import PersonalTokens
    from cairn.access.signing_in import OpenSigningIn, SigningIn
    from cairn.access.users import Users
    from cairn.core.archive import Archive
    from cairn.core.artifacts import Artifacts
    from cairn.core.health import Health
    from cairn.core.lineage import Ancestry
    from cairn.core.reset import Reset
    from cairn.core.search import Search
    from cairn.store.directory import DirectoryStore
    from cairn.store.queue import Queue


@cache
def table() -> Table:
    """Return the table of this deployment."""
    return Table(clients.dynamodb(clients.TRIES), settings().table)


@cache
def versions() -> VersionStore:
    """Return the versions of this deployment."""
    return VersionStore(table())


@cache
def artifacts() -> "Artifacts":
    """Return registering, reading, changing and deleting."""
    from cairn.core.artifacts import Artifacts

    return Artifacts(versions())


@cache
def search() -> "Search":
    """Return finding without an id."""
    from cairn.core.search import Search

    return Search(versions())


@cache
def ancestry() -> "Ancestry":
    """Return lineage and cost."""
    from cairn.core.lineage import Ancestry

    return Ancestry(versions())


@cache
def reset() -> "Reset":
    """Return emptying the registry."""
    from cairn.core.reset import Reset

    return Reset(versions())


@cache
def queue(tries: int = clients.TRIES, /) -> "Queue":
    """Return the queue of deferred work."""
    from cairn.store.queue import Queue

    return Queue(clients.sqs(tries), settings().queue_url, settings().dead_letter_queue_url)


@cache
def health() -> "Health":
    """Return the state of what the registry stands on; who asks whether a service answers asks once."""
    from cairn.core.health import Health
    from cairn.store.bucket import Bucket

    table = Table(clients.dynamodb(1), settings().table)
    return Health(table, Bucket(clients.s3(1), settings().bucket), queue(1))


@cache
def archive() -> "Archive":
    """Return the archive of the audit trail."""
    from cairn.core.archive import Archive
    from cairn.store.bucket import Bucket

    return Archive(Bucket(clients.s3(clients.TRIES), settings().bucket))


@cache
def directory() -> "DirectoryStore":
    """Return the user directory of this deployment."""
    from cairn.store.directory import DirectoryStore

    return DirectoryStore(table())


@cache
def token_keys() -> "KeyRing":
    """Return the keys of our tokens."""
    from cairn.access.keys import KeyRing
    from cairn.store.secrets import Secret

    return KeyRing(Secret(clients.secrets(clients.TRIES), settings().token_secret))


@cache
def door() -> "Door | OpenDoor":
    """Return what tells who calls."""
    from cairn.access.decision import Door, OpenDoor
    from cairn.access.principals import Principals

    if settings().auth_mode == OPEN:
        return OpenDoor()
    return Door(settings(), Principals(directory()), token_keys(), _outside())


def _outside() -> "OutsideIssuer | None":
    told = settings().outside_issuer
    if told is None:
        return None
    from cairn.access.oidc import OutsideIssuer

    return OutsideIssuer(told)


@cache
def users() -> "Users":
    """Return making, reading, changing and deleting users."""
    from cairn.access.users import Users

    return Users(directory())


def users_and_passwords() -> "Users":
    """Return the same for who sets passwords: what hashes them is loaded now, not by the first request."""
    import_module("cairn.access.passwords")
    return users()


@cache
def groups() -> "Groups":
    """Return making, reading, changing and deleting groups."""
    from cairn.access.groups import Groups

    return Groups(directory())


@cache
def personal_tokens() -> "PersonalTokens":
    """Return the callers' personal tokens."""
    from cairn.access.personal_tokens import PersonalTokens

    return PersonalTokens(directory())


@cache
def signing_in() -> "SigningIn | OpenSigningIn":
    """Return signing in with a name and a password."""
    from cairn.access.signing_in import OpenSigningIn, SigningIn
    from cairn.store.secrets import Secret

    if settings().auth_mode == OPEN:
        return OpenSigningIn(settings().token_seconds)
    seed = Secret(clients.secrets(clients.TRIES), settings().admin_secret)
    return SigningIn(settings(), directory(), users(), token_keys(), seed)
