"""Cairn: one registry for machine-learning artifacts behind three APIs."""

import gc
import os

# Nothing dies while a function starts: collecting garbage then costs 8 to 9 % of a cold start (docs/speed.md).
# `cairn.runtime.edge` freezes what was built and turns collection on again.
if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
    gc.disable()
