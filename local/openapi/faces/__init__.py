"""The faces, in the template's order: a module each."""

from local.openapi.faces import mlte, truefoundry, trust

FACES = (trust.FACE, truefoundry.FACE, mlte.FACE)
