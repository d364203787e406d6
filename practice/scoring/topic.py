"""Whether an answer is about what was asked."""

import numpy as np

from practice.embedding.port import Vectors
from practice.scoring.coefficients import Coefficients
from practice.scoring.overlap import recall, weights
from practice.scoring.reading import Reading
from practice.scoring.sheet import Sheet


def on_topic(reading: Reading, sheet: Sheet, by: Coefficients, foreign: bool = False) -> bool:
    """Something in the answer comes near to the question, its points or its model answer.

    ``foreign``: these stand in another language, so that shared words cannot be asked for.
    """
    targets = [
        sheet.question_vector[None],
        sheet.model_vectors,
        *(claim.vector[None] for point in sheet.points for claim in point.claims),
    ]
    said = max(recall(claim.terms, weights(claim.terms, ()), reading.terms) for point in sheet.points for claim in point.claims)
    return near(reading, np.concatenate(targets), 1.0 if foreign else said, by)


def near(reading: Reading, targets: Vectors, said: float, by: Coefficients) -> bool:
    """Some unit lies near a target, and shares words with it unless it is very near; ``said`` is the share, 0..1."""
    if not reading.units:
        return False
    nearest = float(np.round(reading.vectors @ targets.T, 3).max())
    return nearest >= by.topic_near and (said >= by.topic_said or nearest >= by.topic_sure)
