"""GET /api/groups/permissions - list the permissions on all of a type (ListPermissions)."""

from cairn.access import builtin_groups
from cairn.access.decision import Permission
from cairn.faces.http import Nothing
from cairn.faces.mlte.http import endpoint
from cairn.faces.mlte.models import Names
from cairn.permissions import Caller


@endpoint(needs=Permission.READ)
def handler(request: Nothing, caller: Caller) -> Names:
    """Return them as texts."""
    return Names([builtin_groups.permission_text(grant) for grant in builtin_groups.general_permissions()])
