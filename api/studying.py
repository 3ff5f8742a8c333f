"""A job that tries intake policies. Finished replications are files in the study's folder, so
that whatever happens, a study can be taken up where it stopped.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable

from sqlmodel import Session

from api.store import ProgressRow, State, StudyProgress, StudyRow, study_folder
from api.work import Orphaned, Work
from models import Text
from models.text import Language
from scheduler.laboratory.study import Study, carry_out_study, headlines, result
from scheduler.laboratory.trial import Tried

NEWS_EVERY = 1.0  # seconds between two stored intervals

_NOTHING_YET = Text(
    nl="Gestopt voordat er twee herhalingen klaar waren.",
    en="Stopped before two replications were done.",
)


class Studying(Work):
    """Tries the policies of one study on one school."""

    began = told = 0.0

    def work(self) -> None:
        """Carry the study out, and store what it found."""
        with Session(self.engine) as session:
            row = session.get_one(StudyRow, self.job_id)
            order, language = row.order(), Language(row.language)
            folder = study_folder(session, self.job_id)
        study = Study.of(self.school, None, order.policies, order.question)
        self.began = time.monotonic()
        studied = carry_out_study(
            study, folder, language, on_progress=self.progress, should_stop=self.should_stop
        )
        if not studied.enough:
            self.end(State.STOPPED, _NOTHING_YET)
            return
        with Session(self.engine) as session:
            row = session.get_one(StudyRow, self.job_id)
            row.result = json.dumps(result(studied, order.question.within), allow_nan=False)
            session.add(row)
            session.commit()
        self.end(self.ended())

    def should_stop(self) -> bool:
        """Whether somebody asked to stop. Without a server there is nobody to report to, and
        the next one may take the study up: then it ends at once.
        """
        asked = super().should_stop()
        if self.orphaned:
            raise Orphaned
        return asked

    def progress(self, done: int, total: int, so_far: Callable[[], Tried]) -> None:
        """Store how far the study is, with the intervals so far."""
        now = time.monotonic()
        if done < total and now - self.told < NEWS_EVERY:
            return
        self.told = now
        news = StudyProgress(
            seconds=round(now - self.began, 1),
            done=done,
            of=total,
            figures=headlines(so_far()) if done >= 2 else {},
        )
        with Session(self.engine) as session:
            session.add(ProgressRow(job_id=self.job_id, data=news.model_dump_json()))
            session.commit()
