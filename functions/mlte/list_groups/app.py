"""GET /api/group - list the names of all groups (ListGroups)."""

from cairn.access.decision import Permission
from cairn.composition import groups
from cairn.faces.http import Nothing
from cairn.faces.mlte.http import endpoint
from cairn.faces.mlte.models import Names
from cairn.permissions import Caller

book = groups()


@endpoint(needs=Permission.READ)
def handler(request: Nothing, caller: Caller) -> Names:
    """Return the names."""
    return Names(book.names(caller))
