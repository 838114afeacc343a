"""A reader as the server sees one: Streamlit's web socket protocol, spoken without a browser."""

import asyncio
import json
import random
import ssl
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any
from urllib.parse import parse_qs

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

COUNTRIES = ("Kyrgyzstan", "Tajikistan", "Uzbekistan")
BASES = ("manas", "kant", "karshi-khanabad", "okno", "ayni")


@dataclass
class Reader:
    """One session: what it was answered, how fast, and what it should never have seen."""

    address: str
    number: int
    waits: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    query: dict[str, list[str]] = field(default_factory=dict)
    widgets: dict[str, str] = field(default_factory=dict)
    hash: str = ""
    clock: int = 0

    async def read(self, actions: int, pause: tuple[float, float]) -> None:
        """Open the map, act as a reader does with pauses (seconds) in between, and leave."""
        draw = random.Random(self.number)
        try:
            async with connect(
                f"{self.address.replace('http', 'ws', 1)}/_stcore/stream",
                subprotocols=["streamlit"],  # type: ignore[list-item]
                origin=self.address,  # type: ignore[arg-type]
                ssl=_trusting(self.address),
                # What nginx keeps a reader with one copy by.
                user_agent_header=f"reader {self.number}",
                max_size=None,
                open_timeout=60,
                # Browsers ask for no sign of life; they wait.
                ping_interval=None,
            ) as socket:
                await self.ask(socket, [])
                await self.ask(socket, [self.told({})])
                for step in range(actions):
                    await asyncio.sleep(draw.uniform(*pause))
                    await self.act(socket, step, draw)
        except (OSError, TimeoutError, RuntimeError, WebSocketException) as error:
            self.errors.append(f"{type(error).__name__}: {error}")

    async def act(self, socket: ClientConnection, step: int, draw: random.Random) -> None:
        """Scrub, filter or open a base, and check that the answer is this reader's own."""
        year, month = draw.randrange(2001, 2021), draw.randrange(1, 13)
        # The day of the month is this reader's mark.
        wanted = f"{year}-{month:02d}-{1 + self.number % 28:02d}"
        if step % 4 == 3:
            await self.ask(socket, [self.chose(COUNTRIES[step % len(COUNTRIES)])])
            return
        base = draw.choice(BASES) if step % 4 == 2 else None
        await self.ask(socket, [self.said(wanted, base)])
        if self.query.get("date") != [wanted]:
            self.errors.append(f"asked for {wanted}, was shown {self.query.get('date')}")

    def said(self, date: str, base: str | None) -> WidgetState:
        """Return what the map says of a settled step."""
        return self.told({"time": {"date": [date]}, "base": {"base": [base]} if base else {}})

    def chose(self, country: str) -> WidgetState:
        """Return what the filters say of a country that was ticked."""
        message = self.message("side", {"filters": {"country": [country]}})
        return _trigger(self.widgets["filters"], "choice", message)

    def told(self, values: dict[str, dict[str, list[str]]]) -> WidgetState:
        """Return a word of the map, as the value of its component."""
        message = self.message("map", values)
        return WidgetState(id=self.widgets["map"], json_value=json.dumps(message))

    def message(self, kind: str, values: dict[str, dict[str, list[str]]]) -> dict[str, Any]:
        """Return what a map or the side bar says of the fields it has changed (ui.register)."""
        self.clock += 1
        fields = {
            name: [value, self.clock, f"{kind}:{self.number}"] for name, value in values.items()
        }
        return {"serial": self.clock, "page": "", "fields": fields, "before": []}

    async def ask(self, socket: ClientConnection, states: list[WidgetState]) -> None:
        """Have the page run, and wait until it has."""
        question = BackMsg()
        run = question.rerun_script
        run.widget_states.widgets.extend(states)
        run.page_script_hash = self.hash
        run.query_string = "&".join(f"{k}={v}" for k, values in self.query.items() for v in values)
        run.context_info.url = f"{self.address}/"
        run.context_info.timezone = "UTC"
        begin = perf_counter()
        await socket.send(question.SerializeToString())
        async with asyncio.timeout(60):
            while not self.hear(await socket.recv()):
                pass
        self.waits.append(perf_counter() - begin)

    def hear(self, raw: str | bytes) -> bool:
        """Take in one message; True where it ends the answer."""
        message = ForwardMsg()
        message.ParseFromString(raw if isinstance(raw, bytes) else raw.encode())
        kind = message.WhichOneof("type")
        if kind == "navigation":
            self.hash = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = parse_qs(message.page_info_changed.query_string)
        elif kind == "delta":
            self.note(message)
        return kind == "script_finished" and message.script_finished in (
            ForwardMsg.FINISHED_SUCCESSFULLY,
            ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
        )

    def note(self, message: ForwardMsg) -> None:
        """Remember the identifiers of widgets, and exceptions shown."""
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            self.errors.append(element.exception.message)
        if kind == "bidi_component":
            name = element.bidi_component.id
            self.widgets[name.rpartition("-")[2]] = name
        if kind == "component_instance":
            self.widgets["map"] = element.component_instance.id


def _trusting(address: str) -> ssl.SSLContext | None:
    """For TLS, trust whoever answers: nginx has a certificate of its own making here."""
    return ssl._create_unverified_context() if address.startswith("https:") else None


def _trigger(widget: str, event: str, value: dict[str, Any]) -> WidgetState:
    return WidgetState(
        id=f"$$STREAMLIT_INTERNAL_KEY_{widget}__events",
        json_trigger_value=json.dumps([{"event": event, "value": value}]),
    )
