"""GET /api/custom_list/{custom_list_id}/entry/{custom_list_entry_id} - return an entry (ReadCustomListEntry)."""

from cairn.access.decision import Permission
from cairn.composition import custom_lists
from cairn.faces.mlte.custom_lists import CustomListEntryModel, CustomListEntryPath
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

words = custom_lists()


@endpoint(needs=Permission.READ)
def handler(request: CustomListEntryPath, caller: Caller) -> CustomListEntryModel:
    """Return the entry."""
    return CustomListEntryModel.of(words.retrieve(caller, request.custom_list_id, request.custom_list_entry_id))
