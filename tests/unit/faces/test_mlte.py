"""The MLTE face's models."""

from typing import Any

import pytest
from pydantic import ValidationError

from cairn.faces.mlte.models import NewUserInput, UserInput


@pytest.mark.parametrize("model", [UserInput, NewUserInput])
@pytest.mark.parametrize("disabled", [0, 1, 0.0, "false", "off", None])
def test_a_user_is_disabled_by_true_and_by_nothing_that_resembles_it(model: type[UserInput], disabled: Any) -> None:
    with pytest.raises(ValidationError, match="disabled"):
        model.model_validate({"username": "ada", "password": "p", "disabled": disabled})


@pytest.mark.parametrize("disabled", [True, False])
def test_a_user_is_disabled_or_not(disabled: bool) -> None:  # noqa: FBT001
    assert UserInput.model_validate({"username": "ada", "disabled": disabled}).profile().is_disabled is disabled
