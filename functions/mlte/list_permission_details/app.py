"""GET /api/groups/permissions/details - list the permissions on all of a type, in parts (ListPermissionDetails)."""

from cairn.access import builtin_groups
from cairn.access.decision import Permission
from cairn.faces.http import Nothing
from cairn.faces.mlte.http import endpoint
from cairn.faces.mlte.models import Permissions
from cairn.permissions import Caller


@endpoint(needs=Permission.READ)
def handler(request: Nothing, caller: Caller) -> Permissions:
    """Return them."""
    return Permissions.of(builtin_groups.general_permissions())
