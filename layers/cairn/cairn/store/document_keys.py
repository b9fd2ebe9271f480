"""The keys of documents and of the models that they are about; made like all others, see `cairn.store.keys`."""

from cairn.store.keys import Key, digest, spelled


def documented(model: str) -> Key:
    """A model that documents can be about."""
    return Key(documented_partition(model), "M")


def documented_version(model: str, generation: int, version: str) -> Key:
    """A version of a generation of such a model."""
    return Key(documented_partition(model), f"V#{generation:010d}#{digest(spelled(version))}")


def documented_partition(model: str) -> str:
    """The partition of such a model and its versions, those of earlier generations included until they are swept."""
    return f"MD#{digest(spelled(model))}"


def model_scope(model: str, generation: int) -> str:
    """What all documents of one generation of a model have in common."""
    return digest("documents", spelled(model), str(generation))


def version_scope(model: str, generation: int, version: str, version_generation: int) -> str:
    """What the documents about one generation of a version have in common."""
    return digest("documents", spelled(model), str(generation), spelled(version), str(version_generation))


def document(scope: str, type_name: str, identifier: str) -> Key:
    """The present revision of a document, among those of its scope; those of one type sort together."""
    return Key(documents_partition(scope), f"{type_name}#{digest(spelled(identifier))}")


def documents_partition(scope: str) -> str:
    """The partition of the documents of a scope."""
    return f"DO#{scope}"


def document_revision(document_id: str, revision: int) -> Key:
    """An earlier revision of a document."""
    return Key(revisions_partition(document_id), f"{revision:010d}")


def revisions_partition(document_id: str) -> str:
    """The partition of a document's earlier revisions."""
    return f"DR#{document_id}"


def piece(scope: str, sha256: str) -> Key:
    """A text of a model's documents, by its digest."""
    return Key(pieces_partition(scope), sha256)


def pieces_partition(scope: str) -> str:
    """The partition of the texts of a model's documents."""
    return f"DT#{scope}"


def documents_audit(scope: str, entry_id: str) -> Key:
    """One entry of the audit trail of a model's documents."""
    return Key(documents_audit_partition(scope), entry_id)


def documents_audit_partition(scope: str) -> str:
    """The partition of the audit trail of a model's documents."""
    return f"A#documents#{scope}"
