"""One request answered, in the way that the double was told to."""

import asyncio
import json
from dataclasses import dataclass

from tests.doubles.provider import faults, replies
from tests.doubles.provider.judging import Asked, Improper, examined, judged
from tests.doubles.provider.routes import Wire, asked_of, key_of, wire_of
from tests.doubles.provider.state import Mode, State
from tests.doubles.provider.wire import Reply, Request


@dataclass(frozen=True)
class Answering:
    """The provider's side of the double; notes every request in its state."""

    state: State

    async def __call__(self, request: Request, reply: Reply) -> None:
        state = self.state
        state.requests.append({"path": request.path, "query": request.query, "headers": request.headers, "body": request.body})
        del state.requests[: -state.keep]
        state.in_flight += 1
        state.most_in_flight = max(state.most_in_flight, state.in_flight)
        try:
            await self._answer(request, reply)
        finally:
            state.in_flight -= 1
            state.served += 1

    async def _answer(self, request: Request, reply: Reply) -> None:
        mode, wire = self.state.mode_of_next(), wire_of(request)
        if wire is None:
            await reply.json(404, {"error": {"message": f"no such path: {request.path}", "code": 404}})
        elif mode == "hang":
            await reply.until_gone()
        else:
            await asyncio.sleep(self.state.latency_s)
            await self._answer_as(self._mode_with_key(request, mode), wire, request, reply)

    def _mode_with_key(self, request: Request, mode: Mode) -> Mode:
        return mode if self.state.key in (None, key_of(request)) else "bad_key"

    async def _answer_as(self, mode: Mode, wire: Wire, request: Request, reply: Reply) -> None:
        refuse = faults.openai if wire.name == "openai" else faults.gemini
        if refused := refuse(mode, self.state.retry_after):
            status, body, headers = refused
            await reply.json(status, body, **headers)
            return
        try:
            asked = asked_of(request, wire)
            asked = examined(asked) if self.state.strict else asked
        except Improper as error:
            self.state.complaints.append(str(error))
            await reply.json(400, {"error": {"message": str(error), "code": 400, "status": "INVALID_ARGUMENT"}})
            return
        await self._tell(self._text(asked, mode), mode, wire, reply)

    def _text(self, asked: Asked, mode: Mode) -> str:
        if mode == "garbage":
            return "I would say this answer is rather good, seven out of ten."
        if mode == "refusal":
            return "I cannot help with that."
        body = judged(asked, self.state.verdicts_of_next(), self.state.follow_up)
        if mode == "wrong_points":
            body["points"] = body["points"][1:]
        if mode == "false_quotes":
            body["points"] = [{**point, "evidence": ["words that nobody ever said"]} for point in body["points"]]
        text = json.dumps(body, ensure_ascii=False)
        return text[: len(text) // 2] if mode == "length" else text

    async def _tell(self, text: str, mode: Mode, wire: Wire, reply: Reply) -> None:
        if mode == "noise":
            await reply.whole(200, b"\x00\xff<html>not what you think</html>", "text/html")
        elif not wire.streams:
            await reply.json(200, wire.whole(text, mode))
        else:
            await self._stream(text, mode, wire, reply)

    async def _stream(self, text: str, mode: Mode, wire: Wire, reply: Reply) -> None:
        parts = list(replies.pieces(text, self.state.chunk_chars))
        await reply.begin()
        for place, part in enumerate(parts):
            if place * 2 >= len(parts) and mode == "stall":
                await reply.until_gone()
                return
            if place * 2 >= len(parts) and mode == "cut":
                reply.cut()
                return
            await reply.event(wire.frame(part))
            if self.state.stream_s:
                await asyncio.sleep(self.state.stream_s / len(parts))
        for frame in wire.end(mode):
            await reply.event(frame)
        await reply.end()
