"""What may be wrong with a bank's file as a whole."""

from practice.bank.reading import Reading
from practice.errors import BacktalkError, InvalidInput


class BankFileInvalid(InvalidInput):
    """A field of the file does not fit. ``line`` is 1-based; ``path`` leads to the field (``questions[3].text``).

    ``rule`` names what was broken, and ``said`` holds what its words need, for a page that has them in another language.
    """

    code, title = "bank_file_invalid", "The bank's file does not fit"

    def __init__(self, reason: str, *, line: int, path: str = "", rule: str = "", **said: str | int) -> None:
        where = f"line {line}, {path}" if path else f"line {line}"
        super().__init__(f"{where}: {reason}", line=line, path=path, reason=reason, rule=rule, said=said)


class BankFileTooLarge(InvalidInput):
    code, status, title = "bank_file_too_large", 413, "The bank's file is too large"


class BankFileTooDeep(InvalidInput):
    code, title = "bank_file_too_deep", "The bank's file is nested too deeply"


class BankHasAnswers(BacktalkError):
    """Nothing was deleted: more answers would go with the bank than the person agreed to. ``answers`` is how many."""

    code, status, title = "bank_has_answers", 409, "There are answers to this bank's questions"

    def __init__(self, slug: str, answers: int) -> None:
        count = "1 answer of yours" if answers == 1 else f"{answers} answers of yours"
        advice = f"keep a copy with GET /api/workspace/export, and send DELETE /api/banks/{slug}?answers={answers}"
        super().__init__(f"{count} would be deleted with this bank. If that is what you want, {advice}.", answers=answers)


class NoQuestions(InvalidInput):
    code, title = "no_questions", "No question was found in the file"


WANTED = (
    "A sheet is Markdown text with a `## ` heading for each section and the questions below it: as a numbered list "
    "(`1. Why?`) or one a heading (`### Why?`), each with its answer in a <details> block. A YAML file holds them under "
    "`questions`. Nothing was stored."
)


def refuse_empty(reading: Reading) -> Reading:
    """The reading again. Raises NoQuestions: whatever was read, it was no bank, and storing it would rename one."""
    if not reading.bank.questions:
        raise NoQuestions(f"No question was read in this file. {WANTED}")
    return reading
