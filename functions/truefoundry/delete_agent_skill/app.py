"""DELETE /api/svc/v1/agent-skills/{id} - delete an agent skill with all its versions (DeleteAgentSkill)."""

import time

from cairn.access.decision import Permission
from cairn.composition import family_removal
from cairn.faces.truefoundry import forms
from cairn.faces.truefoundry.http import endpoint
from cairn.faces.truefoundry.models import Empty
from cairn.faces.truefoundry.publishing import IdPath
from cairn.permissions import Caller

removal = family_removal()

_SECONDS = 20


@endpoint(needs=Permission.IDENTITY)
def handler(request: IdPath, caller: Caller) -> Empty:
    """Delete every version; where that takes too long, clients that try again go on."""
    deadline = time.monotonic() + _SECONDS
    removal.run(caller, forms.AGENT_SKILL.kinds, request.id, lambda: time.monotonic() < deadline)
    return Empty()
