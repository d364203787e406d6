"""Errors as types; each has a stable code and a message that says what to do."""


class BacktalkError(Exception):
    """Base of all errors that a person may see. ``code`` is stable; ``status`` is the HTTP status that fits it."""

    code = "internal_error"
    status = 500
    title = "Something went wrong"

    def __init__(self, detail: str | None = None, **extra: object) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.extra = extra


class NotFound(BacktalkError):
    code, status, title = "not_found", 404, "There is nothing here"


class QuestionNotFound(NotFound):
    code, title = "question_not_found", "No such question"


class AnswerNotFound(NotFound):
    code, title = "answer_not_found", "No such answer"


class BankNotFound(NotFound):
    code, title = "bank_not_found", "No such bank"


class Unauthenticated(BacktalkError):
    code, status, title = "session_required", 401, "A session is needed"


class InvalidInput(BacktalkError):
    code, status, title = "invalid_input", 422, "The input does not fit"


class IdempotencyKeyReused(BacktalkError):
    code, status, title = "idempotency_key_reused", 422, "This Idempotency-Key was used for another request"


class NothingToRetry(BacktalkError):
    code, status, title = "nothing_to_retry", 409, "No failed job to run again"


class AlreadyScored(BacktalkError):
    code, status, title = "already_scored", 409, "The answer has its score"


class TooBusy(BacktalkError):
    """Nothing was done; asking again in a moment helps."""

    code, status, title = "too_busy", 503, "Too many requests at this moment"


class EncoderUnavailable(BacktalkError):
    """The encoder cannot answer now; asking again later may help."""

    code, status, title = "encoder_unavailable", 503, "The encoder is not reachable"


class TextsRefused(EncoderUnavailable):
    """The encoder answers, and will not read these texts."""
