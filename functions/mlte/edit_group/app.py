"""PUT /api/group - give a group other permissions (EditGroup)."""

from cairn.access.decision import Permission
from cairn.composition import groups
from cairn.faces.mlte.http import endpoint
from cairn.faces.mlte.models import GroupModel, GroupRequest
from cairn.permissions import Caller

book = groups()


@endpoint(needs=Permission.GRANT)
def handler(request: GroupRequest, caller: Caller) -> GroupModel:
    """Replace the permissions of a group, but for those that a client which knows MLTE's types alone cannot say."""
    said = request.body
    return GroupModel.of(book.update(caller, said.name, said.grants(), said.unsaid_types()))
