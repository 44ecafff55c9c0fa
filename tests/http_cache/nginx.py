"""An nginx in front of an origin, as the suite's authors set theirs up: to compare."""

import asyncio
import os
import shutil
import socket
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from string import Template
from typing import Final

from tests.http_cache.suite import CannotRun

_SETTINGS: Final = Template("""
daemon off; pid $at/pid; error_log $at/error.log; $user
events { worker_connections 1024; }
http {
  access_log off;
  client_body_temp_path $at/1; proxy_temp_path $at/2; fastcgi_temp_path $at/3;
  uwsgi_temp_path $at/4; scgi_temp_path $at/5;
  proxy_cache_path $at/cache levels=1:2 keys_zone=my-cache:8m max_size=1000m
                   inactive=600m;
  server {
    listen 127.0.0.1:$port;
    location / {
      proxy_pass $origin; proxy_cache my-cache; proxy_cache_revalidate on;
    }
  }
}
""")


@asynccontextmanager
async def nginx(origin_url: str) -> AsyncIterator[str]:
    """Run nginx in front of an origin; give its address. Raises CannotRun."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        raise CannotRun("nginx is not on this machine")
    with tempfile.TemporaryDirectory(prefix="http-cache-") as at:
        port = _free_port()
        settings = Path(at) / "nginx.conf"
        # Its workers must be able to write where whoever started it may.
        user = "user root;" if os.geteuid() == 0 else ""
        text = _SETTINGS.substitute(at=at, port=port, origin=origin_url, user=user)
        settings.write_text(text, "utf-8")
        process = await asyncio.create_subprocess_exec(program, "-c", str(settings))
        try:
            await _answers(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            await process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _answers(port: int) -> None:
    """Wait until somebody listens at a port."""
    async with asyncio.timeout(10):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except ConnectionRefusedError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                return
