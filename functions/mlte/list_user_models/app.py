"""GET /api/user/{username}/models - list the models that a user may read (ListUserModels)."""

from cairn.access.decision import Permission
from cairn.composition import documented, groups, users
from cairn.faces.mlte.http import endpoint
from cairn.faces.mlte.models import Names, UserPath
from cairn.permissions import Caller

directory = users()
book = groups()
registry = documented()


@endpoint(needs=Permission.READ)
def handler(request: UserPath, caller: Caller) -> Names:
    """Return the names, oldest first; `me` is the caller. Of another user's models those that the caller may read as well."""
    if request.is_me:
        return Names(registry.names_seen(caller))
    user = directory.retrieve(caller, request.username)
    return Names(registry.names_seen(caller, book.as_caller(user, caller)))
