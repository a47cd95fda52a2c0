"""The controls of the explorer; the only module that has widgets of ipywidgets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import get_ident

import ipywidgets as widgets
from markupsafe import Markup

from helpers import wording
from helpers.analyst.explorer.choice import LONGEST_WORDS, Choice, Event, Tab
from helpers.analyst.explorer.guard import Guard
from helpers.analyst.explorer.options import Option, Options
from helpers.analyst.explorer.part import rendered, style

ROWS = 7  # of the list of agencies
LABEL = "6.5em"  # as wide as the longest label


def _wide() -> widgets.Layout:
    return widgets.Layout(width="auto")


class Controls:
    """The widgets of one explorer. `send` gets an event for whatever a person does with them."""

    def __init__(self, send: Callable[[Event], None]) -> None:
        self._send = send
        self._setting: int | None = None  # the thread in which the program sets a control
        self.guard = Guard()
        self.guard.on_msg(self._message)
        labels = wording.explorer.CONTROLS
        self._period = self._list("period", widgets.Dropdown(description=labels["period"]))
        self._level = self._list("level", widgets.Dropdown(description=labels["level"]))
        self._district = self._list("district", widgets.Dropdown(description=labels["district"]))
        self._words = self._text("words")
        self._agency = self._list("agency", widgets.Select(rows=ROWS, layout=_wide()))
        self._area = self._list("area", widgets.Dropdown(description=labels["area"]))
        self._target = self._list("target", widgets.Dropdown(description=labels["target"]))
        self._other_words = self._text("other_words")
        self._other = self._list("other", widgets.Select(rows=ROWS, layout=_wide()))
        self._pair = widgets.VBox([self._other_words, self._other], layout=_wide())
        html = (widgets.HTML(layout=_wide()) for _ in range(4))
        self._stamps, self._tabs, self._part, self._process = html
        self.root = self._page()

    def _page(self) -> widgets.VBox:
        lists = [self._period, self._level, self._district, self._area, self._target]
        columns = (lists, [self._words, self._agency], [self._pair])
        choice = widgets.Box([widgets.VBox(c, layout=_wide()) for c in columns], layout=_wide())
        choice.add_class("choice")
        unguarded = rendered("sentence", "page", words=wording.explorer.UNGUARDED)
        missing = widgets.HTML(unguarded, layout=_wide())
        missing.add_class("unguarded")
        sheet = widgets.HTML(Markup("<style>{}</style>").format(style()), layout=_wide())
        parts = [sheet, missing, self._stamps, choice, self.guard, self._tabs]
        parts += [self._part, self._process]
        self._part.add_class("part")
        root = widgets.VBox(parts, layout=_wide())
        root.add_class("cchc-explorer")
        return root

    # ------------------------------------------------------------ what a person does

    def _list(self, name: str, control: widgets.Widget) -> widgets.Widget:
        control.layout.width = "auto"
        control.style.description_width = LABEL
        control.observe(lambda change: self._chosen(name, change["new"]), "value")
        return control

    def _text(self, name: str) -> widgets.Text:
        text = widgets.Text(
            description=wording.explorer.CONTROLS[name],
            placeholder=wording.explorer.SEARCH_HINT,
            layout=_wide(),
        )
        text.style.description_width = LABEL
        text.observe(lambda change: self._chosen(name, change["new"]), "value")
        # Deprecated for text that is sent once it is whole; this one is sent letter by letter.
        text.on_submit(lambda _: self._event(Event("first", name)))
        return text

    def _chosen(self, name: str, value: str | None) -> None:
        if value is not None:
            self._event(Event(name, value))

    def _message(self, _: object, content: object, __: object) -> None:
        """An event of a button or a form of the parts. Whatever is no event is passed over."""
        if not isinstance(content, dict):
            return
        name, value, fields = (content.get(key) for key in ("event", "value", "fields"))
        if isinstance(name, str) and isinstance(value, str) and isinstance(fields, dict):
            texts = {str(key): each for key, each in fields.items() if isinstance(each, str)}
            self._event(Event(name, value, texts))

    def _event(self, event: Event) -> None:
        if self._setting != get_ident():
            self._send(event)

    # ------------------------------------------------------------ what is shown

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """What the program sets is nothing that a person did."""
        self._setting = get_ident()
        try:
            yield
        finally:
            self._setting = None

    def show_choice(self, choice: Choice, options: Options) -> None:
        """Bring the controls up to what is chosen; those that are up to date send nothing."""
        with self._quietly():
            _set(self._period, options.periods, choice.period)
            _set(self._level, options.levels, choice.level)
            _set(self._district, options.districts, choice.district)
            _set(self._agency, options.agencies, choice.agency)
            _set(self._other, options.others, choice.other)
            _set(self._area, options.areas, choice.area)
            _set(self._target, options.targets, choice.target)
            self._agency.description = wording.explorer.agencies(len(options.agencies))
            self._other.description = wording.explorer.agencies(len(options.others))
            self._pair.layout.display = None if choice.tab is Tab.PAIR else "none"
            for text, words in (
                (self._words, choice.words),
                (self._other_words, choice.other_words),
            ):
                if text.value[:LONGEST_WORDS] != words:
                    text.value = words

    def show_stamps(self, html: Markup) -> None:
        """The line that says what the figures are of."""
        _set_html(self._stamps, html)

    def show_part(self, tabs: Markup, part: Markup) -> None:
        """The tabs, and what the chosen one shows."""
        _set_html(self._tabs, tabs)
        _set_html(self._part, part)

    def show_process(self, html: Markup) -> None:
        """What is shown below the tab of a process that runs; apart, so that no form is made anew
        while somebody types."""
        _set_html(self._process, html)

    def say(self, words: str) -> None:
        """One sentence, shown and spoken."""
        self.guard.says = words

    def keep(self, text: str) -> None:
        """What the browser keeps while the kernel is started anew."""
        self.guard.kept = text


def _set(control: widgets.Widget, options: Sequence[Option], value: str) -> None:
    """Options and value in one step: with new options alone a list would choose its first."""
    with control.hold_sync():
        if tuple(options) != tuple(control.options):
            control.options = tuple(options)
        known = value if any(value == each for _, each in options) else None
        if control.value != known:
            control.value = known


def _set_html(control: widgets.HTML, html: Markup) -> None:
    if control.value != html:
        control.value = str(html)
