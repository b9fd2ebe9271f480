"""GET /api/users/details - list all users (ListUsersDetails)."""

from cairn.access.decision import Permission
from cairn.composition import groups, users
from cairn.faces.http import Nothing
from cairn.faces.mlte.http import endpoint
from cairn.faces.mlte.models import UserModel, Users
from cairn.permissions import Caller

directory = users()
book = groups()


@endpoint(needs=Permission.READ)
def handler(request: Nothing, caller: Caller) -> Users:
    """Return the users, each with their groups."""
    found = directory.all(caller)
    return Users([UserModel.of(user, in_groups) for user, in_groups in zip(found, book.of_users(found), strict=True)])
