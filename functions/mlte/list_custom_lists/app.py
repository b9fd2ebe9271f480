"""GET /api/custom_lists - list the names of the custom lists (ListCustomLists)."""

from cairn.access.decision import Permission
from cairn.composition import custom_lists
from cairn.faces.http import Nothing
from cairn.faces.mlte.http import endpoint
from cairn.faces.mlte.models import Names
from cairn.permissions import Caller

words = custom_lists()


@endpoint(needs=Permission.READ)
def handler(request: Nothing, caller: Caller) -> Names:
    """Return the names."""
    return Names(words.lists(caller))
