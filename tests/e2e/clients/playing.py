"""Plays the scenario of a script that its first argument names; the second one, as JSON, has what else it needs.

What the scenario returns is printed as JSON on the last line; an assertion that fails, or anything raised, ends the script with
its traceback.
"""

import json
import sys


def play(*scenarios):
    """Play one of these functions."""
    named = {scenario.__name__: scenario for scenario in scenarios}
    needs = json.loads(sys.argv[2]) if len(sys.argv) > 2 else {}
    print(json.dumps(named[sys.argv[1]](**needs)))
