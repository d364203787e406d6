"""One call over HTTP: the prompt in its two parts, the text as it comes, the way it ended."""

from dataclasses import dataclass, field

from pydantic_ai.direct import model_request_stream
from pydantic_ai.messages import (
    InstructionPart,
    ModelRequest,
    ModelResponse,
    PartDeltaEvent,
    PartStartEvent,
    TextPart,
    TextPartDelta,
    UserPromptPart,
)
from pydantic_ai.models import Model, ModelRequestParameters, StreamedResponse
from pydantic_ai.output import OutputObjectDefinition
from pydantic_ai.settings import ModelSettings

from practice.scoring.providers import failures
from practice.scoring.providers.expected import usage_of
from practice.scoring.providers.failing import as_ours
from practice.scoring.providers.models import http_client, model_of
from practice.scoring.providers.port import Completion, OnText, Prompt, Usage
from practice.settings import Settings


@dataclass(slots=True)
class Call:
    """One call under way: what was sent, and what came so far."""

    prompt: Prompt
    heard: list[str] = field(default_factory=list)
    stream: StreamedResponse | None = None

    def usage(self) -> Usage:
        """As the stream told it; else by the length of what was sent and heard: most tell it at the end, some servers never."""
        told = self.stream.usage if self.stream else None
        if told and told.input_tokens + told.output_tokens:
            return Usage(told.input_tokens, told.output_tokens)
        return usage_of(self.prompt, "".join(self.heard))


class ModelProvider:
    """A configured model; made and used on one event loop."""

    def __init__(self, settings: Settings) -> None:
        self.name = settings.provider
        self.model = settings.provider_model
        self._client = http_client(settings)
        self._model: Model = model_of(settings, self._client)
        self._settings = _request_settings(settings)

    async def complete(self, prompt: Prompt, on_text: OnText) -> Completion:
        """One streamed call. Raises ProviderFailed."""
        call = Call(prompt)
        with as_ours(call.heard, call.usage):
            async with model_request_stream(
                self._model, _messages(prompt), model_settings=self._settings, model_request_parameters=_parameters(prompt)
            ) as stream:
                call.stream = stream
                async for event in stream:
                    if said := _text_of(event):
                        call.heard.append(said)
                        on_text("".join(call.heard))
                response = stream.get()
        used = call.usage()
        _must_have_ended_well(response, used)
        return Completion("".join(call.heard), used)

    async def close(self) -> None:
        await self._client.aclose()


def _request_settings(settings: Settings) -> ModelSettings:
    chosen = ModelSettings(
        max_tokens=settings.provider_max_tokens,
        request_timeout=settings.provider_timeout_s,
        first_event_timeout=min(settings.provider_first_words_s, settings.provider_timeout_s),
    )
    # left to the model unless set: a low one is wrong for some, and refused by others
    if settings.provider_temperature is not None:
        chosen["temperature"] = settings.provider_temperature
    return chosen


def _messages(prompt: Prompt) -> list[ModelRequest]:
    return [ModelRequest(parts=[UserPromptPart(prompt.data)], instructions=prompt.instructions)]


def _parameters(prompt: Prompt) -> ModelRequestParameters:
    form = OutputObjectDefinition(json_schema=prompt.schema, name="grading", strict=True)
    return ModelRequestParameters(
        output_mode="native", output_object=form, instruction_parts=[InstructionPart(content=prompt.instructions)]
    )


def _text_of(event: object) -> str:
    if isinstance(event, PartStartEvent) and isinstance(event.part, TextPart):
        return event.part.content
    if isinstance(event, PartDeltaEvent) and isinstance(event.delta, TextPartDelta):
        return event.delta.content_delta
    return ""


def _must_have_ended_well(response: ModelResponse, usage: Usage) -> None:
    """Raises the kind of failure that the reply's own end tells of; some wires end without a word when they are cut."""
    if response.finish_reason == "length":
        raise failures.ProviderTooLong(usage=usage)
    if response.finish_reason == "content_filter":
        raise failures.ProviderRefused(usage=usage)
    if response.finish_reason is None:
        raise failures.ProviderCutOff(usage=usage)
    if response.finish_reason != "stop":
        # it ended by itself, with the call of a tool for instance: no outage, which would be tried again for a day
        raise failures.ProviderMalformed(usage=usage)
