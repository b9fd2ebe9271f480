"""The secrets of a deployment: the first administrator's password, and the keys that tokens are signed with.

    python -m local.secrets admin       tell the administrator's name and password
    python -m local.secrets rotate      sign with a new key from now on; nobody is logged out

Work on whatever the AWS settings of the environment name; without any, on the running local cloud of STATE_DIR.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from local import console, settings
from local.deploy import stack
from local.redrive import choose_clients

if TYPE_CHECKING:
    from local.aws import Clients
    from local.deploy.stack import Stack

ADMIN, KEYS = "AdminSecret", "TokenKeys"
CURRENT = "current"
KEPT_KEYS = 2
"""The newest keys that are kept: whoever rotates no more often than tokens live logs nobody out."""


def set_admin_password(clients: Clients, deployed: Stack, password: str) -> None:
    """Make `password` the first administrator's, unless it is empty or what the secret holds.

    By the service's own call, never as a parameter of the deploy: there it would stand in a command line, to be read by
    every user of the machine and by a shell.
    """
    manager, arn = clients("secretsmanager"), deployed.physical[ADMIN]
    if password and manager.get_secret_value(SecretId=arn)["SecretString"] != password:
        manager.put_secret_value(SecretId=arn, SecretString=password)


def rotated(text: str, at: datetime) -> str:
    """Return the keys with a new one, which is the current one; the oldest go."""
    keys = json.loads(text)
    before = keys.pop(CURRENT)
    others = sorted((name for name in keys if name != before), reverse=True)
    kept = [before, *others][: KEPT_KEYS - 1]
    made = f"k{at:%Y%m%d%H%M%S}"
    return json.dumps({CURRENT: made, made: secrets.token_urlsafe(48), **{name: keys[name] for name in kept}})


def tell(manager: Any, deployed: Stack) -> None:
    """Print who the first administrator is, to the person at this terminal."""
    functions = deployed.parameters
    print(f"user      {functions['AdminUser']}")
    print(f"password  {manager.get_secret_value(SecretId=deployed.physical[ADMIN])['SecretString']}")
    print("It is taken once: if it was changed since, or the user is another administrator's business now, ask them.")


def rotate(manager: Any, deployed: Stack) -> None:
    """Add a key and sign with it."""
    arn = deployed.physical[KEYS]
    kept = manager.get_secret_value(SecretId=arn)["SecretString"]
    manager.put_secret_value(SecretId=arn, SecretString=rotated(kept, datetime.now(UTC)))
    print("Tokens are signed with a new key within 5 minutes; those of the key before stay valid until they end.")


ACTIONS = {"admin": tell, "rotate": rotate}


def main() -> int:
    """Entry point."""
    if len(sys.argv) != 2 or sys.argv[1] not in ACTIONS:  # noqa: PLR2004 - the name of this program and one word
        console.say(f"usage: python -m local.secrets {'|'.join(ACTIONS)}")
        return 2
    try:
        clients = choose_clients(os.environ)
        ACTIONS[sys.argv[1]](clients("secretsmanager"), stack.read(clients, settings.STACK))
    except (BotoCoreError, ClientError, settings.SettingError) as error:
        console.say(f"error: {error}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
