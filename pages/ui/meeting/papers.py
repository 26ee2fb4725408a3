"""The papers of a meeting as one ZIP: made while the reader sees how far it is, and can stop it."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import streamlit as st

from dia_data.papers import bundle
from dia_data.papers.paper import Paper
from pages.ui import exports, forms

JOB = "papers_job"
"""Where the session keeps the work that is going on, or its result."""

EVERY = 0.4
"""Seconds between two looks at how far the work is."""


class Stopped(Exception):
    """The reader has stopped the work."""


@dataclass(kw_only=True)
class Job:
    """Papers in the making; `made` is the ZIP once it is done, and `failed` is set where it could not be made.

    `known` is the revision of the record that they are of.
    """

    known: int = 0
    done: int = 0
    of: int = 1
    name: str = ""
    made: bytes = b""
    failed: bool = False
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def is_going_on(self) -> bool:
        """Whether there is something to wait for."""
        return not self.made and not self.failed

    def run(self, papers: Mapping[str, Paper]) -> None:
        """Make the ZIP; ends early once it is stopped. What goes wrong is told by whoever started it."""
        try:
            self.made = bundle.write(papers, told=self._tell)
        except Stopped:
            return
        finally:
            self.failed = not self.made

    def _tell(self, done: int, of: int, name: str) -> None:
        if self.stop.is_set():
            raise Stopped
        self.done, self.of, self.name = done, of, name


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The papers that are offered: what describes them once they are asked for, and what the ZIP is called.

    `key` names what they are of: a ZIP of something else is not offered here. `known` is the revision of the record.
    """

    described: Callable[[], Mapping[str, Paper]]
    key: str
    file: str
    known: int


def draw_button(wanted: Wanted) -> None:
    """A button that makes the papers, then how far they are, then the ZIP."""
    job = _get_job(wanted.key)
    # Looked at again and again only while there is something to wait for.
    st.fragment(_draw, run_every=EVERY if job and job.is_going_on else None)(wanted)


def _get_job(key: str) -> Job | None:
    job: Job | None = st.session_state.get(f"{JOB}_{key}")
    return job


def _draw(wanted: Wanted) -> None:
    key = wanted.key
    job = _get_job(key)
    if job is None or job.failed:
        exports.import_writers()
        if job is not None:
            st.warning("The papers were not made. Try again.", icon=":material/error:")
        if st.button("Make all papers (ZIP)", icon=":material/folder_zip:", key=f"make_{key}"):
            with st.spinner("Collecting the figures …", show_time=True):
                _start(wanted)
            st.rerun()
    elif job.is_going_on:
        st.progress(job.done / job.of, text=f"Making {job.name or 'the papers'} …")
        st.button("Cancel", icon=":material/cancel:", on_click=_cancel, args=(key,), key=f"cancel_{key}")
    else:
        _hand_over(job, wanted)


def _start(wanted: Wanted) -> None:
    """Begin the work; of what was made before, nothing is kept: a session holds one ZIP at most."""
    for name in [str(name) for name in st.session_state if str(name).startswith(JOB)]:
        before = st.session_state.pop(name)
        if isinstance(before, Job):
            before.stop.set()
    job = st.session_state[f"{JOB}_{wanted.key}"] = Job(known=wanted.known)
    threading.Thread(target=job.run, args=(wanted.described(),), daemon=True).start()


def _cancel(key: str) -> None:
    job = _get_job(key)
    if job:
        job.stop.set()
    _forget(key)


def _hand_over(job: Job, wanted: Wanted) -> None:
    key = wanted.key
    if not st.session_state.get(f"{JOB}_{key}_shown"):
        st.session_state[f"{JOB}_{key}_shown"] = True
        st.rerun()  # the whole page, so that nothing looks again and again any more
    with st.container(horizontal=True):
        st.download_button(
            "Download the papers (ZIP)", data=job.made, file_name=wanted.file, mime=bundle.MIME,
            icon=":material/download:", on_click="ignore", type=forms.choose_button_type(), key=f"take_{key}",
        )  # fmt: skip
        st.button("Make again", icon=":material/refresh:", on_click=_forget, args=(key,), key=f"anew_{key}")
    if job.known != wanted.known:
        st.caption("Something was recorded after these were made.")


def _forget(key: str) -> None:
    for name in (f"{JOB}_{key}", f"{JOB}_{key}_shown"):
        st.session_state.pop(name, None)
