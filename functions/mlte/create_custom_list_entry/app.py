"""POST /api/custom_list/{custom_list_id}/entry - add an entry to a custom list (CreateCustomListEntry)."""

from cairn.access.decision import Permission
from cairn.composition import custom_lists
from cairn.faces.mlte.custom_lists import CustomListEntryModel, CustomListEntryRequest, initial_lists_endpoint
from cairn.permissions import Caller

words = custom_lists()


@initial_lists_endpoint(needs=Permission.CREATE)
def handler(request: CustomListEntryRequest, caller: Caller) -> CustomListEntryModel:
    """Add the entry; without a token, answer that the built-in ones are there."""
    return CustomListEntryModel.of(words.create(caller, request.custom_list_id, request.body.entry()))
