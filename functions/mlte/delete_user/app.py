"""DELETE /api/user/{username} - delete a user (DeleteUser)."""

from cairn.access.decision import Permission
from cairn.composition import groups, users
from cairn.faces.mlte.http import endpoint
from cairn.faces.mlte.models import UserModel, UserPath
from cairn.permissions import Caller

directory = users()
book = groups()


@endpoint(needs=Permission.GRANT)
def handler(request: UserPath, caller: Caller) -> UserModel:
    """Delete the user and all their tokens."""
    user = directory.delete(caller, request.username)
    return UserModel.of(user, book.of_user(user))
