"""GET /api/user - list the names of all users (ListUsers)."""

from cairn.access.decision import Permission
from cairn.composition import users
from cairn.faces.http import Nothing
from cairn.faces.mlte.http import endpoint
from cairn.faces.mlte.models import Names
from cairn.permissions import Caller

directory = users()


@endpoint(needs=Permission.READ)
def handler(request: Nothing, caller: Caller) -> Names:
    """Return the names."""
    return Names(directory.names(caller))
