"""Texts that try to run a script: each calls ``pwned`` with its own number if it can. ``{n}`` is that number."""
# ruff: noqa: E501

import itertools

# Markdown with HTML, links, images, and what parsers disagree about.
MARKDOWN = (
    "<script>pwned({n})</script>",
    "<ScRiPt >pwned({n})</sCrIpT>",
    "<script src=data:text/javascript,pwned({n})></script>",
    "<img src=x onerror=pwned({n})>",
    "<img src=x onerror&#61;pwned({n})>",
    "<img/src='x'/onerror='pwned({n})'>",
    "<svg onload=pwned({n})>",
    "<svg><script>pwned({n})</script></svg>",
    "<svg><animate onbegin=pwned({n}) attributeName=x dur=1s>",
    "<svg><a xlink:href='javascript:pwned({n})'><text x=20 y=20>x</text></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg onload=pwned({n})/>#x'>",
    "<math><mtext><table><mglyph><style><img src=x onerror=pwned({n})>",
    "<body onload=pwned({n})>",
    "<iframe src='javascript:parent.pwned({n})'></iframe>",
    "<iframe srcdoc='<script>parent.pwned({n})</script>'></iframe>",
    "<object data='javascript:pwned({n})'></object>",
    "<embed src='javascript:pwned({n})'>",
    "<details open ontoggle=pwned({n})><summary>x</summary></details>",
    "<video><source onerror=pwned({n})></video>",
    "<audio src=x onerror=pwned({n})>",
    "<input autofocus onfocus=pwned({n})>",
    "<a href='javascript:pwned({n})'>link</a>",
    "<form action='javascript:pwned({n})'><button autofocus>go</button></form>",
    "<button formaction='javascript:pwned({n})'>go</button>",
    "<meta http-equiv=refresh content='0;url=javascript:pwned({n})'>",
    "<base href='javascript:pwned({n})//'>",
    "<link rel=stylesheet href='data:text/css,*{{background:url(javascript:pwned({n}))}}'>",
    "<style>@import 'javascript:pwned({n})';</style>",
    "<div style='animation-name:x' onanimationstart=pwned({n})>x</div>",
    "<noscript><p title='</noscript><img src=x onerror=pwned({n})>'>",
    "<template><img src=x onerror=pwned({n})></template>",
    "<!--><img src=x onerror=pwned({n})>-->",
    "<![CDATA[<img src=x onerror=pwned({n})>]]>",
    "<xmp><img src=x onerror=pwned({n})></xmp>",
    "<textarea></textarea><img src=x onerror=pwned({n})>",
    "<title></title><svg onload=pwned({n})>",
    "[link](javascript:pwned({n}))",
    "[link](JaVaScRiPt:pwned({n}))",
    "[link](java&#x0A;script:pwned({n}))",
    "[link](&#106;avascript:pwned({n}))",
    "[link](<javascript:pwned({n})>)",
    "[link](\x01javascript:pwned({n}))",
    "[link](vbscript:pwned({n}))",
    "[link](data:text/html;base64,PHNjcmlwdD5wd25lZCgpPC9zY3JpcHQ+)",
    "[link](data:text/html,<script>pwned({n})</script>)",
    "[link](blob:javascript:pwned({n}))",
    "![image](javascript:pwned({n}))",
    '![image](x"onerror="pwned({n}))',
    "![image](x 'title\" onerror=\"pwned({n})')",
    '![a"onerror="pwned({n})](x)',
    "![image](data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='pwned({n})'/>)",
    "<javascript:pwned({n})>",
    "[ref{n}][r{n}]\n\n[r{n}]: javascript:pwned({n})",
    '[ref{n}]\n\n[ref{n}]: data:text/html,<script>pwned({n})</script> "t"',
    "`` `<img src=x onerror=pwned({n})>` ``",
    "    <script>pwned({n})</script>",
    "```html\n<script>pwned({n})</script>\n```",
    "```<img src=x onerror=pwned({n})>\nx\n```",
    '~~~ "onmouseover=pwned({n}) x="\nx\n~~~',
    "| <img src=x onerror=pwned({n})> |\n|---|\n| [x](javascript:pwned({n})) |",
    "- [ ] <img src=x onerror=pwned({n})>",
    "# <img src=x onerror=pwned({n})>",
    "\u2028<script>pwned({n})</script>\u2029",
    "\uff1cscript\uff1epwned({n})\uff1c/script\uff1e",
    "\u202e<script>pwned({n})</script>",
    "<scr\u200bipt>pwned({n})</scr\u200bipt><img\u000csrc=x\u000conerror=pwned({n})>",
    "&lt;img src=x onerror=pwned({n})&gt;",
    "\\<img src=x onerror=pwned({n})>",
    "{{{{constructor.constructor('pwned({n})')()}}}} ${{pwned({n})}}",
)

# Drawings; each stands in a fence of its own.
MERMAID = (
    'graph TD\n A["<img src=x onerror=pwned({n})>"]',
    'graph TD\n A["<script>pwned({n})</script>"]',
    'graph TD\n A["<svg onload=pwned({n})>"] --> B',
    'graph TD\n A --> B\n click A "javascript:pwned({n})"',
    'graph TD\n A --> B\n click A href "javascript:pwned({n})" "tip"',
    "graph TD\n A --> B\n click A call pwned({n})",
    "graph TD\n A --> B\n click A pwned",
    "graph TD\n A[\"<a href='javascript:pwned({n})'>x</a>\"]",
    "graph TD\n A[\"<iframe srcdoc='<script>parent.pwned({n})</script>'></iframe>\"]",
    'graph TD\n A["`**x** <img src=x onerror=pwned({n})>`"]',
    'graph TD\n A -->|"<img src=x onerror=pwned({n})>"| B',
    'graph TD\n subgraph "<img src=x onerror=pwned({n})>"\n A\n end',
    "graph TD\n A:::x\n classDef x fill:url(javascript:pwned({n}))",
    "graph TD\n A\n style A fill:#fff,background:url('javascript:pwned({n})')",
    '%%{{init: {{"securityLevel": "loose", "flowchart": {{"htmlLabels": true}}}}}}%%\ngraph TD\n A["<img src=x onerror=pwned({n})>"]',
    '%%{{init: {{"securityLevel": "loose"}}}}%%\ngraph TD\n A --> B\n click A href "javascript:pwned({n})"',
    '---\nconfig:\n  securityLevel: loose\n  htmlLabels: true\n---\ngraph TD\n A["<img src=x onerror=pwned({n})>"]',
    '%%{{init: {{"themeCSS": "</style><img src=x onerror=pwned({n})>"}}}}%%\ngraph TD\n A',
    '%%{{init: {{"theme": "base", "themeVariables": {{"fontFamily": "x;}}</style><script>pwned({n})</script>"}}}}}}%%\ngraph TD\n A',
    '%%{{init: {{"__proto__": {{"securityLevel": "loose"}}}}}}%%\ngraph TD\n A["<img src=x onerror=pwned({n})>"]',
    "sequenceDiagram\n A->>B: <img src=x onerror=pwned({n})>",
    "sequenceDiagram\n participant A as <img src=x onerror=pwned({n})>\n A->>A: x",
    "sequenceDiagram\n participant A\n link A: x @ javascript:pwned({n})\n A->>A: x",
    "sequenceDiagram\n Note over A: <svg onload=pwned({n})>",
    'classDiagram\n class A["<img src=x onerror=pwned({n})>"]\n link A "javascript:pwned({n})"',
    'classDiagram\n class A\n callback A "pwned" "tip"',
    "stateDiagram-v2\n s1 : <img src=x onerror=pwned({n})>",
    'erDiagram\n A ||--o{{ B : "<img src=x onerror=pwned({n})>"',
    'gantt\n title <img src=x onerror=pwned({n})>\n section x\n a :a1, 2026-01-01, 1d\n click a1 href "javascript:pwned({n})"',
    'pie title <img src=x onerror=pwned({n})>\n "<script>pwned({n})</script>" : 1',
    "journey\n title <img src=x onerror=pwned({n})>\n section x\n a: 5: Me",
    "mindmap\n root((<img src=x onerror=pwned({n})>))",
    "timeline\n title <img src=x onerror=pwned({n})>\n 2026 : <svg onload=pwned({n})>",
    'graph TD\n A["$$\\href{{javascript:pwned({n})}}{{x}}$$"]',
    'graph TD\n A@{{ img: "javascript:pwned({n})", label: "<img src=x onerror=pwned({n})>" }}',
    "</pre></code><script>pwned({n})</script>",
)

# What a title, a tag, an address or a search may hold: one line.
LINES = (
    "<script>pwned({n})</script>",
    '"><img src=x onerror=pwned({n})>',
    "'-pwned({n})-'",
    "</script><svg onload=pwned({n})>",
    "javascript:pwned({n})",
    "`<img src=x onerror=pwned({n})>`",
)

numbers = itertools.count(1)


def numbered(payload: str) -> str:
    return payload.format(n=next(numbers))


def drawings() -> str:
    """Every hostile drawing, as an answer would hold it."""
    return "\n\n".join(f"```mermaid\n{numbered(source)}\n```" for source in MERMAID)


def answers() -> list[str]:
    """Each text alone, so that one cannot swallow the next; small enough together for one page."""
    return [numbered(payload) for payload in MARKDOWN]


def together(payloads: list[str]) -> str:
    return "\n\n---\n\n".join(payloads)


def sheet() -> str:
    """A question sheet that is hostile in every place that is shown."""
    line = numbered
    tag, title, question = line(LINES[0]), line(LINES[1]), line(LINES[3])
    return f"""---
bank: hostile
lang: ko
title: {title!r}
---
# {title}

## 구역 {line(LINES[1])}

1. {question} 왜 그런가요? {line(LINES[5])}
<!-- id: hostile-question -->
<!-- tags: {tag.replace("-->", "")} -->

<details>
<summary>모범 답안 {line(LINES[1])}</summary>

{together([numbered(each) for each in MARKDOWN if "details" not in each and "```" not in each and "<!--" not in each])}

```mermaid
{numbered(MERMAID[0])}
```
</details>

<details>
<summary>힌트</summary>

- {line(LINES[1])}
- {line(MARKDOWN[36])}
</details>
"""
