"""Two changes of one reader in quick succession: Streamlit's session state serves one at a time."""

import asyncio
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from support.server import Server, start

FAULT = "dictionary changed size during iteration"
SCRIPT = "tests/faults/hurried_script.py"


@contextmanager
def hurried(log: Path, **env: str) -> Iterator[Server]:
    running = start(log, script=SCRIPT, **env)
    yield running
    running.stop()


async def tick_twice(server: Server) -> None:
    """Tick all boxes but one, then all of them while the first change is still at work."""
    async with connect(
        f"{server.url.replace('http', 'ws', 1)}/_stcore/stream",
        subprotocols=["streamlit"],  # type: ignore[list-item]
        origin=server.url,  # type: ignore[arg-type]
    ) as socket:
        await socket.send(change([]))
        boxes = await drawn(socket)
        await socket.send(change(boxes[1:]))
        await asyncio.sleep(0.15)
        await socket.send(change(boxes))
        # Either change may be answered by itself, or both by one run.
        while await drawn(socket) != boxes:
            pass
        await asyncio.sleep(1)


def in_a_thread(task: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine where no loop runs yet: a browser's tests may have one in this thread."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(asyncio.run, task).result()


def change(boxes: list[str]) -> bytes:
    message = BackMsg()
    message.rerun_script.query_string = ""
    for box in boxes:
        message.rerun_script.widget_states.widgets.add(id=box, bool_value=True)
    return message.SerializeToString()


async def drawn(socket: ClientConnection) -> list[str]:
    """Return the boxes that have been drawn until a run ends."""
    boxes: list[str] = []
    async with asyncio.timeout(60):
        while True:
            raw = await socket.recv()
            message = ForwardMsg.FromString(raw if isinstance(raw, bytes) else raw.encode())
            if message.delta.new_element.WhichOneof("type") == "checkbox":
                boxes.append(message.delta.new_element.checkbox.id)
            if message.WhichOneof("type") == "script_finished":
                return boxes


@pytest.mark.server
def test_two_changes_at_once_break_nothing(tmp_path: Path) -> None:
    with hurried(tmp_path / "log.txt") as server:
        in_a_thread(tick_twice(server))
        assert FAULT not in server.log.read_text()


@pytest.mark.server
def test_what_breaks_is_a_second_thread_on_the_same_session(tmp_path: Path) -> None:
    with hurried(tmp_path / "log.txt", STREAMLIT_RUNNER_FAST_RERUNS="true") as server:
        in_a_thread(tick_twice(server))
        assert FAULT in server.log.read_text()
