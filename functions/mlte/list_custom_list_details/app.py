"""GET /api/custom_list/{custom_list_id} - list the entries of a custom list (ListCustomListDetails)."""

from cairn.access.decision import Permission
from cairn.composition import custom_lists
from cairn.faces.mlte.custom_lists import CustomListEntries, CustomListEntryModel, CustomListPath
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

words = custom_lists()


@endpoint(needs=Permission.READ)
def handler(request: CustomListPath, caller: Caller) -> CustomListEntries:
    """Return the entries, the built-in ones first."""
    return CustomListEntries([CustomListEntryModel.of(entry) for entry in words.all(caller, request.custom_list_id)])
