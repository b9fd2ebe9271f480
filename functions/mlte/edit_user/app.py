"""PUT /api/user - change a user (EditUser)."""

from cairn.access.decision import Permission
from cairn.composition import groups, users_and_passwords
from cairn.faces.mlte.http import endpoint
from cairn.faces.mlte.models import UserEditRequest, UserModel
from cairn.permissions import Caller

directory = users_and_passwords()
book = groups()


@endpoint(needs=Permission.GRANT)
def handler(request: UserEditRequest, caller: Caller) -> UserModel:
    """Change what is said; role, groups and being disabled are an administrator's to set."""
    user = directory.update(caller, request.body.profile())
    return UserModel.of(user, book.of_user(user))
