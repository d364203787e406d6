import pytest

from practice.scoring.negation import deny
from practice.scoring.order import reversed_order
from practice.scoring.partners import crossed, partners
from practice.scoring.polarity import denies
from practice.scoring.terms import terms


@pytest.mark.parametrize(
    ("claim", "clause"),
    [
        ("스레드를 늘리면 CPU 작업도 빨라진다", "스레드를 늘려도 CPU 작업은 빨라지지 않습니다"),
        ("스레드를 늘리면 CPU 작업도 빨라진다", "스레드를 늘리면 CPU 작업도 빨라진다는 것은 오해입니다"),
        ("메시지 순서가 보장된다", "메시지 순서는 보장할 수 없습니다"),
        ("인덱스를 추가하면 쓰기가 느려진다", "인덱스를 추가하면 쓰기가 빨라집니다"),
        ("Adding threads makes CPU work faster", "Adding threads does not make CPU work faster"),
        ("Adding threads makes CPU work faster", "It is a myth that adding threads makes CPU work faster"),
        ("The commit happens before the message is sent", "The commit happens after the message is sent"),
        ("Retries are safe", "Retries aren't safe"),
        # each piece is held against its own: what both deny elsewhere does not make up for it
        ("캐시가 없으면 느리니 TTL을 늘리면 된다", "캐시가 없으면 느리지만 TTL을 늘린다고 되는 건 아닙니다"),
        ("재시도를 켜면 멱등 키는 필요 없다", "재시도를 켠다고 멱등 키가 필요 없어지는 건 아니에요"),
        ("재시도를 켜면 멱등 키는 필요 없다", "재시도를 켰더라도 멱등 키를 안 쓰면 안 됩니다"),
        ("번호가 커밋 순서대로 커지므로 따라 읽으면 된다", "번호가 커밋 순서대로 커지는 건 아니라서 따라 읽으면 빠집니다"),
        ("정렬은 순서와 상관없다", "정렬이 순서와 상관없는 게 아닙니다"),
        ("락 없이 안전하게 갱신한다", "락 없이 안전하게 갱신하는 방법은 없습니다"),
        ("타임아웃을 늘리면 유실이 해결된다", "타임아웃을 늘려도 유실은 해결 불가"),
        ("담당자가 확인하면 장애가 반복되지 않는다", "담당자가 확인하는 것으로는 장애 반복을 막을 수 없어요"),
        ("TTL을 늘리면 스탬피드가 해결된다", "TTL을 늘려도 스탬피드를 막을 수는 없습니다"),
        ("락으로 중복을 막는다", "락으로 중복을 막지 못합니다"),
        ("A retry runs once, so a key is unnecessary", "A retry does not run once, so a key is needed"),
        ("Retries make the order stay as it was", "When a job is retried, the order does not stay, not even for one key"),
    ],
)
def test_a_denial_is_seen(claim: str, clause: str) -> None:
    assert denies(claim, clause)


@pytest.mark.parametrize(
    ("claim", "clause"),
    [
        ("스레드를 늘리면 CPU 작업도 빨라진다", "스레드만 늘리면 CPU 작업도 빨라집니다"),
        ("락 없이 읽는다", "락을 잡지 않고 읽습니다"),
        ("CPU 작업은 코어를 쓴다", "CPU 작업은 네트워크가 아니라 코어를 씁니다"),
        ("지연이 늘지 않는다", "지연이 줄어듭니다"),
        ("Work is done outside the transaction", "Not only the read but all work is done outside the transaction"),
        ("The queue keeps latency low", "The queue keeps latency low, no matter how many users"),
        ("Jobs are not lost", "Jobs never get lost"),
        # what follows from it, or stands beside it, may be a denial
        ("스레드를 늘리면 CPU 작업도 빨라진다", "스레드를 늘리면 CPU 작업도 빨라지기 때문에 프로세스는 별 의미가 없습니다"),
        ("커밋을 지우면 키를 바꾸지 않아도 된다", "커밋을 지우면 아무도 못 보니까 키를 바꿀 필요까지는 없습니다"),
        ("캐시를 쓰면 단점 없이 빨라진다", "캐시를 썼기 때문에 단점은 전혀 없었고 빨라졌습니다"),
        ("기록이 없는 사용자에게도 잘 추천한다", "기록이 하나도 없는 사용자에게도 추천이 잘 됩니다"),
        ("상대가 나를 오해해서 생긴 일이라 바꿀 것이 없었다", "오해하신 거라 제가 바꿀 건 없었습니다"),
        ("작업 유실을 막으려면 유예 시간을 늘려야 한다", "작업이 유실되지 않게 하려면 유예 시간을 늘려야 합니다"),
        ("같은 키의 순서는 유지된다", "같은 키끼리는 순서가 섞이지 않아요"),
        ("A commit may go, so changing the key is unnecessary", "Delete the commit, and there is no need to change the key"),
        # to keep it from happening is what solves it
        ("TTL을 늘리면 스탬피드가 근본적으로 해결된다", "TTL을 길게 잡으면 스탬피드를 근본적으로 막을 수 있습니다"),
        ("지시를 적으면 인젝션은 해결된다", "지시를 적으면 인젝션이 방지됩니다"),
        ("A longer TTL fixes a stampede", "A longer TTL prevents a stampede"),
        ("락으로 중복을 막는다", "락을 잡으면 중복이 생기지 않습니다"),
        ("Answers are right, so checking is a waste", "The answers are right, so I don't look twice; checking is a waste"),
    ],
)
def test_the_same_statement_is_no_denial(claim: str, clause: str) -> None:
    assert not denies(claim, clause)


@pytest.mark.parametrize(
    ("claim", "said", "is_denied"),
    [
        ("결정권자와 기한을 미리 정해 두었다", "결정권자와 기한은 미리 정하지 않았고", True),
        ("결정권자와 기한을 미리 정해 두었다", "결정권자와 기한을 미리 정했습니다", False),
        ("쓰기 스큐는 Serializable이라야 막는다", "Serializable은 쓰기 스큐를 막지 못합니다", True),
        ("쓰기 스큐는 Serializable이라야 막는다", "쓰기 스큐를 막는 것은 Serializable입니다", False),
        ("TCP는 순서 보장과 재전송을 한다", "TCP는 순서 보장과 재전송을 하지 않습니다", True),
        ("품질이 아니라 범위를 줄였다", "범위를 줄이되 품질은 지켰습니다", False),
        ("A decider and a deadline were fixed beforehand", "No decider and no deadline were fixed beforehand", True),
        ("A decider and a deadline were fixed beforehand", "We fixed who decides and the deadline beforehand", False),
        ("It waits and tries again with backoff", "It does not fail but tries again with backoff", False),
        # said in other words, with a denial of its own
        ("이해하지 못하는 코드는 승인하지 않는다", "설명을 못 하면 그 코드는 승인 안 합니다", False),
        ("보내지 못한 작업을 나중에 다시 보낸다", "못 보낸 작업은 나중에 찾아서 다시 보내고요", False),
        ("확인하고 쓰는 사이에 바뀔 수 있어 락이 필요하다", "GIL이 있다고 락이 필요 없는 것도 아니에요", False),
        ("더 늘려도 노는 인스턴스만 생기므로 늘리지 않았다", "더 늘려 봐야 노는 인스턴스만 생기는 상황이었고요", False),
        ("프로젝트에 교훈을 적용했다", "다음 프로젝트에는 아직 적용하지 않았습니다", True),
        ("BM25 needs shared words, so it does not help", "BM25 finds nothing without shared words, so it is no help", False),
        ("Pub/Sub stores nothing and delivers once", "Pub/Sub does not store anything and delivers once", False),
        ("A thread may switch, so a lock is needed", "A GIL does not mean that you need no lock", False),
        ("A thread may switch, so a lock is needed", "A GIL does not necessarily mean that you need no lock", False),
        ("Consumers must be idempotent", "At least once does not mean exactly once so consumers must be idempotent", False),
        ("The lock is held for at most a second", "The lock is held no longer than a second", False),
        ("The consumer needs a global order", "The consumer works without a global order", True),
        ("이벤트를 쓰는 곳은 같은 트랜잭션이다", "이벤트도 같은 트랜잭션 안 하나의 행으로 씁니다", False),
        ("메시지를 커밋 전에 보낸다", "메시지를 커밋 전에 안 보낸 겁니다", True),
        ("I applied the lesson", "I have not applied the lesson", True),
        ("Without the encoder it waits and tries again", "It waits until the encoder is back and tries again", False),
        # what fails are other means, and the claim's come after
        ("쓰기 스큐는 Serializable이라야 막는다", "쓰기 스큐는 RR로는 못 막고 Serializable로 올려야 막힙니다", False),
        ("쓰기 스큐는 Serializable이라야 막는다", "Serializable로는 쓰기 스큐를 못 막고 락을 써야 합니다", True),
        ("순서는 파티션 안에서만 보장된다", "순서는 토픽 전체로는 보장이 안 되고 파티션 안에서만 됩니다", False),
        ("순서는 파티션 안에서만 보장된다", "순서는 파티션 안에서는 보장이 안 되고 토픽 전체에서만 됩니다", True),
        ("멱등 키로 중복 처리를 막는다", "버튼 비활성화로는 중복 처리를 못 막고 멱등 키를 써야 합니다", False),
        ("멱등 키로 중복 처리를 막는다", "서버로는 중복 처리를 못 막습니다", True),
    ],
)
def test_a_negation_belongs_to_its_word(claim: str, said: str, is_denied: bool) -> None:
    assert deny(claim, terms(claim), said, terms(said)) is is_denied


@pytest.mark.parametrize(
    ("claim", "said", "is_reversed"),
    [
        ("트랜잭션이 커밋된 뒤에만 202를 보낸다", "202를 먼저 보내고 나서 트랜잭션을 커밋합니다", True),
        ("트랜잭션이 커밋된 뒤에만 202를 보낸다", "커밋을 하고 나서 202를 보냅니다", False),
        ("Subscribe first, then replay the past", "Replay the past first and subscribe afterwards", True),
        ("Subscribe first, then replay the past", "The past is replayed after subscribing", False),
        (
            "백업을 뜨고 그다음 표를 바꾼 뒤 마지막에 옛 열을 지운다",
            "옛 열부터 지우고 나서 표를 바꾸고 마지막에 백업을 뜹니다",
            True,
        ),
        (
            "Take a backup, then change the table, and drop the column last",
            "Drop the column, then change the table, then take a backup",
            True,
        ),
        (
            "Take a backup, then change the table, and drop the column last",
            "A backup comes first, and the column is dropped last",
            False,
        ),
        ("After the backup the table changes", "The table is changed and the backup stays", False),
        (
            "Latency collapses once the index does not fit",
            "It is copied once more, and if the index doesn't fit latency jumps",
            False,
        ),
        ("원인 분석보다 복구를 먼저 한다", "복구보다 원인 분석을 먼저 했습니다", True),
        ("원인 분석보다 복구를 먼저 한다", "원인 분석보다 복구를 먼저 했습니다", False),
        ("Publish the message, then mark the row", "Publish the message at least once and mark the row", False),
        ("Publish the message, then mark the row", "The message may be published more than once and its row marked", False),
        ("Deploy, then check the version", "We look at Last State and the version, and only then does it count", False),
    ],
)
def test_what_comes_first(claim: str, said: str, is_reversed: bool) -> None:
    assert reversed_order(claim, said) is is_reversed


@pytest.mark.parametrize(
    ("said", "is_crossed"),
    [
        ("OOMKilled는 kubelet이 내보낸 것이고 Evicted는 커널이 죽인 것입니다", True),
        ("OOMKilled는 커널이 죽인 것이고 Evicted는 kubelet이 내보낸 것입니다", False),
        ("노드 메모리가 부족하면 Evicted, 한도를 넘어 커널이 죽이면 OOMKilled입니다", False),
    ],
)
def test_right_words_with_the_wrong_partner(said: str, is_crossed: bool) -> None:
    claim = "OOMKilled는 커널이 죽인 것이고, Evicted는 kubelet이 내보낸 것이다"
    assert crossed(claim, terms(claim), said, said, partners([claim])) is is_crossed
