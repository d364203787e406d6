"""Limits of a sheet; everything else that is odd about one is a warning."""

from practice.bank.errors import BankFileTooDeep, BankFileTooLarge


class SheetTooLarge(BankFileTooLarge):
    code, title = "sheet_too_large", "The sheet is too large"


class SheetHasTooManyQuestions(BankFileTooLarge):
    code, title = "sheet_has_too_many_questions", "The sheet has too many questions"


class SheetTooDeep(BankFileTooDeep):
    code, title = "sheet_too_deep", "The sheet is nested too deeply"
