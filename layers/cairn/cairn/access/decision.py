"""The one place that decides about a caller: every route that reads or touches anything comes through `decide`.

The few that do neither (`cairn.runtime.plain`) have no caller.
"""

from collections.abc import Mapping
from enum import StrEnum

from cairn.errors import CredentialsInvalidError, PermissionMissingError
from cairn.permissions import Caller
from cairn.runtime.settings import OPEN, Settings


class Permission(StrEnum):
    """What a route needs; the value finishes the sentence "You do not have permission to ..."."""

    NOTHING = "call this route"
    READ = "read artifacts"
    CREATE = "register artifacts"
    UPDATE = "change artifacts"
    DELETE = "delete artifacts"
    ADMINISTER = "reset the registry"


def decide(settings: Settings, face: str, needs: Permission, headers: Mapping[str, str], request_id: str) -> Caller:
    """Return who calls, if they may do what the route needs.

    With `AUTH_MODE=open` everybody is the administrator "anonymous". With `AUTH_MODE=required` a caller has to
    identify; no credentials exist in this release, so such a deployment is closed but for the routes that need none.

    Raises:
        CredentialsInvalidError: there are no valid credentials.
        PermissionMissingError: there are, and they do not suffice.
    """
    if settings.auth_mode == OPEN:
        return Caller("anonymous", is_admin=True, face=face, request_id=request_id)
    if needs is Permission.NOTHING:
        return Caller("anonymous", is_admin=False, face=face, request_id=request_id)
    return _allowed(_identified(face, headers, request_id), needs)


def _identified(face: str, headers: Mapping[str, str], request_id: str) -> Caller:
    del face, headers, request_id
    raise CredentialsInvalidError


def _allowed(caller: Caller, needs: Permission) -> Caller:
    if needs is Permission.ADMINISTER and not caller.is_admin:
        raise PermissionMissingError(action=needs)
    return caller
