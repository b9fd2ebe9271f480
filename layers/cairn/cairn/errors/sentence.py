"""What every error is."""


class CairnError(Exception):
    """Something went wrong in the registry."""

    def __init__(self, **facts: object) -> None:
        """Word the error: `facts` fill the docstring's placeholders."""
        super().__init__((type(self).__doc__ or "").format(**facts))
        self.facts = facts
