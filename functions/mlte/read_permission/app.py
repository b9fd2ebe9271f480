"""GET /api/groups/permission/{permission_str} - return the permission that a text names (ReadPermission)."""

from cairn.access import builtin_groups
from cairn.access.decision import Permission
from cairn.faces.mlte.http import endpoint
from cairn.faces.mlte.models import PermissionModel, PermissionPath
from cairn.permissions import Caller


@endpoint(needs=Permission.READ)
def handler(request: PermissionPath, caller: Caller) -> PermissionModel:
    """Take the text apart."""
    return PermissionModel.of(builtin_groups.permission(request.permission_str))
