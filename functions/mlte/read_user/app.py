"""GET /api/user/{username} - return a user (ReadUser)."""

from cairn.access.decision import Permission
from cairn.composition import groups, users
from cairn.faces.mlte.http import endpoint
from cairn.faces.mlte.models import BasicUserModel, UserModel, UserPath
from cairn.permissions import Caller

directory = users()
book = groups()


@endpoint(needs=Permission.READ)
def handler(request: UserPath, caller: Caller) -> BasicUserModel:
    """Return the user; `me` is the caller, who is told no `hashed_password`, not even an empty one."""
    user = directory.myself(caller) if request.is_me else directory.retrieve(caller, request.username)
    model = BasicUserModel if request.is_me else UserModel
    return model.of(user, book.of_user(user))
