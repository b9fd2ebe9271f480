"""`make serve`: the real template in a local AWS, behind one plain address. Ends with Ctrl-C.

    python -m local.serve

Reads PORT, STATE_DIR, AUTH_MODE and what local.settings passes on (ADMIN_USER, HF_ENDPOINT, LOG_LEVEL, OIDC_ISSUER ...).
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import urllib.request
from typing import TYPE_CHECKING

from botocore.credentials import Credentials
from botocore.exceptions import BotoCoreError, ClientError

from local import aws, console, secrets, settings
from local.cloud.environment import ACCOUNT
from local.cloud.process import CloudError, CloudProcess
from local.deploy import census, completion, sam, stack, template
from local.gateway import event, routes, server
from local.gateway.cors import Cors
from local.gateway.invoke import Endpoint, Invoker
from local.gateway.throttle import Throttle
from local.state import LOOPBACK, StateFolder, StateInUseError

if TYPE_CHECKING:
    from types import FrameType

    from local.deploy.stack import Stack
    from local.settings import Settings

BACKLOG = 128
HEALTH = "/health"
WATCH_SECONDS = 1.0
OPEN_WARNING = (
    "WARNING: AUTH_MODE=open: whoever reaches this port may read, write and reset the registry."
    " It listens on this machine only; AUTH_MODE=required turns access control on."
)


class PortTakenError(Exception):
    """Something else listens on the port."""


class NotReadyError(Exception):
    """The finished stack does not answer."""


def reserve(port: int) -> socket.socket:
    """Take the port before anything long begins; early clients wait in its queue."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((LOOPBACK, port))
    except OSError as error:
        listener.close()
        message = f"port {port} on {LOOPBACK} is in use: stop what uses it, or choose another with PORT=..."
        raise PortTakenError(message) from error
    listener.listen(BACKLOG)
    return listener


def bring_up(chosen: Settings, folder: StateFolder, cloud: CloudProcess) -> Stack:
    """Deploy what changed since the last time, if anything did, and read the stack."""
    wanted = template.given(settings.ROOT / "template.yaml", chosen.parameters)
    fingerprint = template.fingerprint(settings.ROOT, wanted)
    clients = aws.clients(cloud.client_environment)
    if folder.deployed() == fingerprint:
        return stack.read(clients, settings.STACK)
    folder.deploying()
    built = sam.build(wanted, folder.path / "build.log")
    sam.deploy(built, wanted, cloud.client_environment, folder.path / "deploy.log")
    deployed = stack.read(clients, settings.STACK)
    completion.complete(clients, deployed)
    resources, paths = census.take(clients, deployed)
    console.say(f"all {resources} resources and {paths} routes of the template are there")
    cloud.checkpoint()
    folder.record(fingerprint)
    return deployed


def gateway_for(deployed: Stack, cloud: CloudProcess) -> tuple[server.Gateway, Invoker]:
    """The gateway of the stack's HTTP API."""
    logical, body = routes.api_of(deployed.template)
    own = cloud.client_environment
    credentials = Credentials(own["AWS_ACCESS_KEY_ID"], own["AWS_SECRET_ACCESS_KEY"])
    region = own["AWS_DEFAULT_REGION"]
    invoker = Invoker(Endpoint(cloud.url, region, credentials), deployed.physical)
    [stage] = deployed.of_type("AWS::ApiGatewayV2::Stage").values()
    api = event.Api(deployed.physical[logical], ACCOUNT, region, stage.get("StageVariables"))
    throttle = Throttle.of(
        deployed.value(stage.get("DefaultRouteSettings", {})), deployed.value(stage.get("RouteSettings", {}))
    )
    cors = Cors(deployed.value(body).get(routes.CORS))
    return server.Gateway(routes.Router(routes.routes_of(body)), invoker, api, cors, throttle), invoker


def probe(url: str) -> None:
    """One whole request, without side effects; the census has seen every function behind every other route."""
    try:
        with urllib.request.urlopen(url + HEALTH, timeout=60):  # noqa: S310 - loopback
            pass
    except OSError as error:
        message = f"the stack is deployed and {url}{HEALTH} does not answer: {error}"
        raise NotReadyError(message) from error


async def run(chosen: Settings, listener: socket.socket, cloud: CloudProcess, deployed: Stack) -> None:
    """Serve until SIGINT or SIGTERM, or until the emulator is gone."""
    over = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, over.set)
    gateway, invoker = gateway_for(deployed, cloud)
    runner = await server.serve(gateway, listener)
    url = f"http://{LOOPBACK}:{chosen.port}"
    try:
        await asyncio.to_thread(probe, url)
        if chosen.auth_mode == "open":
            console.say(OPEN_WARNING)
        else:
            console.say(
                f"AUTH_MODE=required: sign in as the administrator; `make admin STATE_DIR={chosen.state}` tells as whom"
            )
        console.say(f"AWS endpoint {cloud.url}; state in {chosen.state}; Ctrl-C ends")
        print(f"ready {url}", flush=True)
        await _watch(over, cloud)
    finally:
        await runner.cleanup()
        await invoker.close()


async def _watch(over: asyncio.Event, cloud: CloudProcess) -> None:
    while not over.is_set():
        cloud.check()
        try:
            await asyncio.wait_for(over.wait(), WATCH_SECONDS)
        except TimeoutError:
            continue


def _terminated(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def serve(chosen: Settings) -> None:
    """Everything, in order; each `with` undoes its part at the end, however it comes."""
    with reserve(chosen.port) as listener, StateFolder(chosen.state) as folder:
        with CloudProcess(folder, folder.cloud_port()) as cloud:
            deployed = bring_up(chosen, folder, cloud)
            secrets.set_admin_password(aws.clients(cloud.client_environment), deployed, chosen.admin_password)
            asyncio.run(run(chosen, listener, cloud, deployed))
        console.say("stopped; everything is kept")


def main() -> int:
    """Entry point."""
    signal.signal(signal.SIGTERM, _terminated)
    try:
        serve(settings.read(os.environ))
    except KeyboardInterrupt:
        return 130
    except (BotoCoreError, ClientError) as error:
        console.say(f"error: the stack cannot be read: {error}")
        console.say("If the state is damaged, delete the state folder to start afresh.")
    except (
        CloudError, NotReadyError, PortTakenError, StateInUseError, census.StackIncompleteError,
        console.CommandFailedError, routes.TemplateRouteError, settings.SettingError,
    ) as error:  # fmt: skip
        console.say(f"error: {error}")
    else:
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
