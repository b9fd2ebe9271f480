"""DELETE /api/group/{group_name} - delete a group (DeleteGroup)."""

from cairn.access.decision import Permission
from cairn.composition import groups
from cairn.faces.mlte.http import endpoint
from cairn.faces.mlte.models import GroupModel, GroupPath
from cairn.permissions import Caller

book = groups()


@endpoint(needs=Permission.GRANT)
def handler(request: GroupPath, caller: Caller) -> GroupModel:
    """Delete the group; nobody is in it any more."""
    return GroupModel.of(book.delete(caller, request.group_name))
