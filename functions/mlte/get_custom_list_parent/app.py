"""GET /api/custom_list/{custom_list_id}/parent - return the list that a custom list is under (GetCustomListParent)."""

from cairn.access.decision import Permission
from cairn.composition import custom_lists
from cairn.faces.mlte.custom_lists import CustomListParent, CustomListPath
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

words = custom_lists()


@endpoint(needs=Permission.READ)
def handler(request: CustomListPath, caller: Caller) -> CustomListParent:
    """Return the name of the other list, or null."""
    return CustomListParent(words.parent(caller, request.custom_list_id))
