"""A process of Backtalk's own, as the supervisor sees it."""

from collections.abc import Callable
from dataclasses import dataclass

from stack.child import Child, Command, ended_with


@dataclass
class Program:
    """Starts the command anew each time; one child at a time."""

    name: str
    command: Command
    on_line: Callable[[str, str], None]
    on_exit: Callable[[str], None]
    on_start: Callable[[int], None] = lambda _pid: None
    child: Child | None = None

    def start(self) -> None:
        self.child = Child(
            self.command,
            on_line=lambda line: self.on_line(self.name, line),
            on_exit=lambda: self.on_exit(self.name),
        ).start()
        self.on_start(self.child.pid)

    def ask(self) -> None:
        if self.child:
            self.child.ask()

    def wait(self, seconds: float) -> bool:
        return self.child is None or self.child.wait(seconds)

    def kill(self) -> None:
        if self.child:
            self.child.kill()

    def last_words(self) -> str:
        return ended_with(self.child.code if self.child else None)
