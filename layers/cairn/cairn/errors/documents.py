"""Evidence about models, and the words it is written in."""

from cairn.errors.sentence import CairnError


class FilterInvalidError(CairnError):
    """The filter is refused: {reason}."""


class CustomListMissingError(CairnError):
    """There is no custom list {name}."""


class ListEntryMissingError(CairnError):
    """There is no {name} in the custom list {custom_list}."""


class ListEntryTakenError(CairnError):
    """There is a {name} in the custom list {custom_list} already."""


class ListEntryInvalidError(CairnError):
    """The entry is not usable: {reason}."""


class CatalogMissingError(CairnError):
    """There is no catalog {name}."""


class CatalogReadOnlyError(CairnError):
    """The catalog {name} can only be read."""


class CatalogEntryMissingError(CairnError):
    """There is no entry {identifier} in the catalog {catalog}."""


class CatalogEntryTakenError(CairnError):
    """There is an entry {identifier} in the catalog {catalog} already."""


class CatalogEntryInvalidError(CairnError):
    """The catalog entry is not usable: {reason}."""


class ModelMissingError(CairnError):
    """There is no model {name}."""


class ModelTakenError(CairnError):
    """There is a model {name} already."""


class ModelVersionMissingError(CairnError):
    """The model {model} has no version {name}."""


class ModelVersionTakenError(CairnError):
    """The model {model} has a version {name} already."""


class DocumentMissingError(CairnError):
    """There is no artifact {identifier} of this model and version."""


class DocumentTakenError(CairnError):
    """There is an artifact {identifier} of this model and version already: send it with force to replace it."""


class DocumentUnfitError(CairnError):
    """The artifact {identifier} is no negotiation card, and test suites are begun from those."""


class DocumentInvalidError(CairnError):
    """The artifact is not valid: {reason}."""


class DocumentTooLargeError(CairnError):
    """The artifact takes {size} bytes in an answer, {limit} is the most that one can have."""


class ExportTooLargeError(CairnError):
    """This is more than one export holds: {reason}."""


class ImportInvalidError(CairnError):
    """This is no export of a model: {reason}."""
