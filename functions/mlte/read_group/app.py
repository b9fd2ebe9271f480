"""GET /api/group/{group_name} - return a group (ReadGroup)."""

from cairn.access.decision import Permission
from cairn.composition import groups
from cairn.faces.mlte.http import endpoint
from cairn.faces.mlte.models import GroupModel, GroupPath
from cairn.permissions import Caller

book = groups()


@endpoint(needs=Permission.READ)
def handler(request: GroupPath, caller: Caller) -> GroupModel:
    """Return the group."""
    return GroupModel.of(book.retrieve(caller, request.group_name))
