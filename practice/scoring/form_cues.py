"""What shows that a part of an answer is there, and what makes it concrete: patterns in Korean and English."""

# ruff: noqa: E501  (patterns read better whole)

import re

FLAGS = re.IGNORECASE
EXPERIENCE = ("situation", "task", "action", "result")
TECHNICAL = ("claim", "reason", "evidence", "trade_off")

PARTS = {
    "situation": re.compile(
        r"당시|그때|(?:작년|재작년|올해|지난|상반기|하반기|입사)|\d+년|\d+월|\d+\s?주\s?차|프로젝트|배경|상황|(?:팀|회사|서비스|부서)에서|했을 때|된 적|한 적|이었을 때"
        r"|\bback then\b|\bat the time\b|\blast (?:year|month|week|spring|summer|autumn|fall|winter)\b|\b(?:two|three|\d+) (?:years|months|weeks) ago\b"
        r"|\bin (?:19|20)\d\d\b|\bbackground\b|\bproject\b|\bat (?:my|our|the) (?:company|team|last)\b|\bonce\b|\bwhen (?:I|we)\b|\bmy (?:lead|manager|team)\b",
        FLAGS,
    ),
    "task": re.compile(
        r"목표|맡[았은게아]|담당|해야 (?:했|하|할)|문제(?:는|가|였)|요구|과제|책임|기한|마감|원인(?:은|이)"
        r"|\bgoals?\b|\btasks?\b|\b(?:had|needed|was asked|were asked) to\b|\bresponsib|\bin charge\b|\bmy (?:job|fault|part)\b|\bthe problem\b|\bdeadline\b",
        FLAGS,
    ),
    "action": re.compile(
        r"[가-힣]*(?:했|봤|꿨|었|았|렸|냈|졌|뒀|췄|눴|였)(?:습니다|어요|고(?=[\s,])|는데|던|다(?=[\s.]))"
        r"|\b(?:I|we)(?: then| also| first)? (?:[a-z]+ed|built|wrote|made|took|put|set|ran|split|cut|found|gave|led|brought|told|kept|began|drew|chose|asked)\b",
        FLAGS,
    ),
    "result": re.compile(
        r"결과|줄었|줄어|늘었|감소|증가했|개선됐|빨라졌|낮아졌|높아졌|나아졌|달라졌|덕분|이후(?:로|에)?|그 뒤로|그때부터|요즘은|배웠|회복|해결됐|성공|\d\S*\s*(?:→|->|⇒)\s*\S*\d"
        r"|\bas a result\b|\bresults?\b|\b(?:fell|dropped|rose|went|grew) (?:from|to|by)\b|\breduced\b|\bimproved\b|\bsince then\b|\bthese days\b|\bin the end\b|\bI learned\b|\bended up\b|\bnow\b",
        FLAGS,
    ),
    "claim": re.compile(r"[가-힣](?:다|요|죠|음|함|됨)(?=[\s.!,)]|$)|(?:[A-Za-z'’-]+[,;]? ){3,}[A-Za-z'’-]+", FLAGS),
    "reason": re.compile(
        r"때문|왜냐|이유|니까|므로|[아어해져워려와]서(?=[\s,])|라서|원인|(?:그래서|따라서)|\b(?:because|since|therefore|thus|hence)\b|\bso that\b|\bdue to\b|\bthe reason\b|\bthat is why\b|, so\b",
        FLAGS,
    ),
    "evidence": re.compile(
        r"예를 들|예컨대|예:|측정|실제로|실험|벤치|로그|재 ?[보봤]|\d+(?:[.,]\d+)?\s?(?:%|ms|초|분|배|건|개|명|GB|MB|KB|TPS|QPS)"
        r"|\bfor (?:example|instance)\b|\be\.g\.|\bmeasur|\bbenchmark|\bexperiment|\bin practice\b|\bin our case\b|\blogs?\b|\d+(?:[.,]\d+)?\s?(?:%|ms\b|s\b|seconds|times|GB|MB|rows|percent)",
        FLAGS,
    ),
    "trade_off": re.compile(
        r"대신|반면|단점|비용|대가|트레이드오프|다만|하지만|그러나|지만(?=[\s,])|잃[었는고]|손해|위험|부담|단,"
        r"|\btrade-?offs?\b|\bdownsides?\b|\bdrawbacks?\b|\b(?:the )?(?:cost|price)\b|\bhowever\b|\bbut\b|\bat the expense\b|\bin return\b|\bon the other hand\b|\bwhereas\b",
        FLAGS,
    ),
}

LIST_MARK = re.compile(r"^[ \t]*(?:\(?\d{1,2}[.):]|[-*+•])[ \t]+", re.MULTILINE)
NUMBER = re.compile(r"(?<![A-Za-z\d.])\d+(?:[.,:]\d+)*(?:\s?(?:%p?|ms|GB|MB|KB|초|분|시간|일|주|배|건|개|명|만|천))?")
# code, acronyms, names with a capital or a digit inside, and Latin words in a Korean sentence that begin with a capital
NAME = re.compile(
    r"`[^`\n]{1,60}`|\b[A-Z]{2,}[A-Za-z0-9]*\b|\b[A-Za-z]+(?:[._/-][A-Za-z0-9]+)+\b|\b[a-zA-Z]+[A-Z][A-Za-z]*\b|\b[A-Za-z]+\d[\w.]*\b"
    r"|(?<=[가-힣,(] )[A-Z][a-z]+|\b[A-Z][a-z]+(?=[가-힣])|(?<=[a-z,] )[A-Z][a-z]{2,}",
    re.ASCII,  # a particle may follow at once: p95가
)
COMPARISON = re.compile(
    r"보다(?=[\s,은는도])|대비|에 비해|비교|\d\s?배|(?:반면|[가-힣]에서)\s[^.]{0,20}\d[^.]{0,10}(?:로|까지)\s"
    r"|\b(?:[a-z]+er|more|less|fewer|rather) than\b|\bcompared? |\bversus\b|\bvs\.?\b|\bfrom \S+(?: \S+)? to \S*\d|\b\d+(?:\.\d+)?(?: ?x| times)\b|\binstead of\b|\bwhereas\b",
    FLAGS,
)
