"""Who calls, and what users there are."""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from cairn.composition.foundation import directory, table
from cairn.runtime import clients
from cairn.runtime.settings import OPEN, settings

if TYPE_CHECKING:
    from cairn.access.decision import Door, OpenDoor
    from cairn.access.groups import Groups
    from cairn.access.keys import KeyRing
    from cairn.access.oidc import OutsideIssuer
    from cairn.access.personal_tokens import PersonalTokens
    from cairn.access.signing_in import OpenSigningIn, SigningIn
    from cairn.access.users import Users


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
    from cairn.store.families import FamilyStore

    return Groups(directory(), FamilyStore(table()))


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
