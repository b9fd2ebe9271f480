"""POST /api/group - make a group (CreateGroup)."""

from cairn.access.decision import Permission
from cairn.composition import groups
from cairn.faces.mlte.http import endpoint
from cairn.faces.mlte.models import GroupModel, GroupRequest
from cairn.permissions import Caller

book = groups()


@endpoint(needs=Permission.GRANT)
def handler(request: GroupRequest, caller: Caller) -> GroupModel:
    """Make a group of permissions."""
    return GroupModel.of(book.create(caller, request.body.name, request.body.grants()))
