"""YAML as plain trees that remember their lines: scalars stay the text that was written, nothing is constructed."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from practice.bank.errors import BankFileInvalid, BankFileTooDeep
from practice.bank.reading import Limits

# The C parser reads two megabytes in a second, the Python one in half a minute.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Scalar:
    line: int
    text: str
    plain: bool = False

    @property
    def is_null(self) -> bool:
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(slots=True)
class Items:
    line: int
    nodes: list["Node"] = field(default_factory=list)


@dataclass(slots=True)
class Fields:
    line: int
    named: dict[str, "Node"] = field(default_factory=dict)
    waiting: str | None = None


Node = Scalar | Items | Fields


def parse(text: str, limits: Limits) -> Node:
    """The one document in ``text``. Raises BankFileInvalid (with a line) and BankFileTooDeep."""
    stack: list[Items | Fields] = []
    root: Node | None = None
    for event in _events(text):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.DocumentStartEvent) and root is not None:
            raise BankFileInvalid("a second document begins here; keep one bank in a file", line=line, rule="second_document")
        node = _opened(event, line)
        if node is not None and stack:
            _place(node, stack[-1])
        elif node is not None:
            root = node
        if isinstance(node, Items | Fields):
            stack.append(node)
            if len(stack) > limits.nesting:
                raise BankFileTooDeep(f"line {line} is nested more than {limits.nesting} levels deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            stack.pop()
    if root is None:
        raise BankFileInvalid("the file is empty; it needs `schema`, `bank` and `questions`", line=1, rule="empty")
    return root


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = 1 if mark is None else mark.line + 1
        raise _not_yaml(str(error.problem or error.context), line) from None
    except yaml.YAMLError as error:
        raise _not_yaml(str(error).splitlines()[0], 1) from None


def _not_yaml(problem: str, line: int) -> BankFileInvalid:
    return BankFileInvalid(f"not YAML: {problem}", line=line, rule="not_yaml", problem=problem)


def _opened(event: yaml.Event, line: int) -> Node | None:
    if isinstance(event, yaml.AliasEvent):
        raise BankFileInvalid("an alias (*name); write the value out instead", line=line, rule="alias")
    if not isinstance(event, yaml.NodeEvent):
        return None
    tag = getattr(event, "tag", None)
    if tag not in (None, "!"):
        raise BankFileInvalid(f"a tag ({tag}); leave it out", line=line, rule="tag", tag=tag)
    if isinstance(event, yaml.ScalarEvent):
        return Scalar(line, event.value, plain=event.style is None or event.style == "")
    return Items(line) if isinstance(event, yaml.SequenceStartEvent) else Fields(line)


def _place(node: Node, parent: Items | Fields) -> None:
    if isinstance(parent, Items):
        parent.nodes.append(node)
    elif parent.waiting is not None:
        parent.named[parent.waiting] = node
        parent.waiting = None
    elif not isinstance(node, Scalar):
        raise BankFileInvalid("a field's name must be a word", line=node.line, rule="field_name")
    elif node.text in parent.named:
        raise BankFileInvalid(f"`{node.text}` stands here twice; keep one", line=node.line, rule="field_twice", name=node.text)
    else:
        parent.waiting = node.text
