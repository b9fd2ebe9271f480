"""DELETE /api/custom_list/{custom_list_id}/entry/{custom_list_entry_id} - take an entry away (DeleteCustomListEntry)."""

from cairn.access.decision import Permission
from cairn.composition import custom_lists
from cairn.faces.mlte.custom_lists import CustomListEntryModel, CustomListEntryPath
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

words = custom_lists()


@endpoint(needs=Permission.DELETE)
def handler(request: CustomListEntryPath, caller: Caller) -> CustomListEntryModel:
    """Take away the entry, and those that are under it."""
    return CustomListEntryModel.of(words.delete(caller, request.custom_list_id, request.custom_list_entry_id))
