"""One answer judged by a provider: the prompt, the samples, the points as they are written, the checked score."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from practice.bank.model import Lang, Question
from practice.scoring.model import PointScore, Provenance, Score
from practice.scoring.provenance import rubric_hash
from practice.scoring.providers.failures import ProviderFailed
from practice.scoring.providers.judging import point_of, score_of
from practice.scoring.providers.port import Completion, Prompt, ScoreProvider, Usage
from practice.scoring.providers.prompt import prompt_hash, prompt_of
from practice.scoring.providers.reply import Reading, Reply, whole

VERSION = "1"
OnPoint = Callable[[int, int, PointScore], None]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A score with what it took."""

    score: Score
    provenance: Provenance
    usage: Usage


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges by one provider; at most ``gate`` calls of it are in flight at once."""

    provider: ScoreProvider
    samples: int
    gate: asyncio.Semaphore

    async def judge(
        self, answer: str, lang: Lang, question: Question, on_point: OnPoint, followup: str | None = None
    ) -> Judgement:
        """The score of an answer (NFC) to a question that has points, or to a ``followup`` of it.

        Raises ProviderFailed, with what all calls used.
        """
        # one each: no two calls share their delimiter
        prompts = [prompt_of(question, answer, lang, followup) for _ in range(self.samples)]
        calls = [
            self._sample(prompt, answer, lang, question, None if place else on_point) for place, prompt in enumerate(prompts)
        ]
        ended = await asyncio.gather(*calls, return_exceptions=True)
        usage = sum((_used(one) for one in ended), Usage())
        replies: list[Reply] = []
        for one in ended:
            if isinstance(one, ProviderFailed):
                raise type(one)(one.detail, one.retry_after_s, usage)
            if isinstance(one, BaseException):
                raise one
            replies.append(one[0])
        score = score_of(replies, question, answer, lang)
        source = self._provenance(question, usage, prompt_hash(question, lang, followup is not None))
        return Judgement(score, source, usage)

    async def _sample(
        self, prompt: Prompt, answer: str, lang: Lang, question: Question, on_point: OnPoint | None
    ) -> tuple[Reply, Completion]:
        reading = Reading()
        points = {point.id: (place, point) for place, point in enumerate(question.rubric)}

        def heard(text: str) -> None:
            for said in reading.new_points(text) if on_point else ():
                if on_point and said.id in points:
                    place, point = points[said.id]
                    on_point(place, len(points), point_of(said, point, answer, lang))

        async with self.gate:
            completion = await self.provider.complete(prompt, heard)
        try:
            return whole(completion.text, list(points)), completion
        except ProviderFailed as error:
            raise type(error)(error.detail, usage=completion.usage) from None

    def _provenance(self, question: Question, usage: Usage, prompt: str) -> Provenance:
        known = Provenance(self.provider.name, VERSION, self.provider.model, rubric_hash(question))
        return replace(
            known,
            prompt_hash=prompt,
            samples=self.samples,
            tokens_in=usage.tokens_in,
            tokens_out=usage.tokens_out,
        )


def _used(ended: tuple[Reply, Completion] | BaseException) -> Usage:
    if isinstance(ended, ProviderFailed):
        return ended.usage
    return Usage() if isinstance(ended, BaseException) else ended[1].usage
