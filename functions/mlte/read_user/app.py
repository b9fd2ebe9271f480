"""GET /api/user/{username} - return a user (ReadUser)."""

from cairn.access.decision import Permission
from cairn.composition import groups, users
from cairn.faces.mlte.http import endpoint
from cairn.faces.mlte.models import UserModel, UserPath
from cairn.permissions import Caller

directory = users()
book = groups()


@endpoint(needs=Permission.READ)
def handler(request: UserPath, caller: Caller) -> UserModel:
    """Return the user; `me` is the caller."""
    user = directory.myself(caller) if request.is_me else directory.retrieve(caller, request.username)
    return UserModel.of(user, book.of_user(user))
