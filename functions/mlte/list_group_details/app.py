"""GET /api/groups/details - list all groups (ListGroupDetails)."""

from cairn.access.decision import Permission
from cairn.composition import groups
from cairn.faces.http import Nothing
from cairn.faces.mlte.http import endpoint
from cairn.faces.mlte.models import GroupModel, Groups
from cairn.permissions import Caller

book = groups()


@endpoint(needs=Permission.READ)
def handler(request: Nothing, caller: Caller) -> Groups:
    """Return the groups."""
    return Groups([GroupModel.of(group) for group in book.all(caller)])
