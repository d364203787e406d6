"""What every shape of what is read shares; the frontend's types are generated from the shapes."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

State = Literal["queued", "running", "done", "failed"]
Lang = Literal["ko", "en"]
Standing = Literal["final", "interim"]


class Shape(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class TextOut(Shape):
    ko: str | None
    en: str | None


class TextsOut(Shape):
    ko: list[str]
    en: list[str]
