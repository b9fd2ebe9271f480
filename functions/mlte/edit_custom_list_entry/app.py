"""PUT /api/custom_list/{custom_list_id}/entry - change an entry of a custom list (EditCustomListEntry)."""

from cairn.access.decision import Permission
from cairn.composition import custom_lists
from cairn.faces.mlte.custom_lists import CustomListEntryModel, CustomListEntryRequest
from cairn.faces.mlte.http import endpoint
from cairn.permissions import Caller

words = custom_lists()


@endpoint(needs=Permission.UPDATE)
def handler(request: CustomListEntryRequest, caller: Caller) -> CustomListEntryModel:
    """Replace what the entry of this name says."""
    return CustomListEntryModel.of(words.update(caller, request.custom_list_id, request.body.entry()))
