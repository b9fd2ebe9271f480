"""POST /api/user - make a user (CreateUser)."""

from cairn.access.decision import Permission
from cairn.composition import groups, users_and_passwords
from cairn.faces.mlte.http import endpoint
from cairn.faces.mlte.models import UserCreateRequest, UserModel
from cairn.permissions import Caller

directory = users_and_passwords()
book = groups()


@endpoint(needs=Permission.GRANT)
def handler(request: UserCreateRequest, caller: Caller) -> UserModel:
    """Make a user, who is in the groups of every new one."""
    user = directory.create(caller, request.body.profile(), request.body.password)
    return UserModel.of(user, book.of_user(user))
