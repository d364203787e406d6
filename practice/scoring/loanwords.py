"""Technical words that Korean developers write in either script, so that 오프셋 and offset are one word."""

# ruff: noqa: E501  (word lists read better whole)

from functools import cache

from practice.scoring.english import stem as english_stem

PAIRS = """캐시 cache|캐싱 caching|오프셋 offset|컨슈머 consumer|프로듀서 producer|브로커 broker|파티션 partition|토픽 topic|메시지 message|이벤트 event|스트림 stream|큐 queue
워커 worker|스레드 thread|쓰레드 thread|프로세스 process|락 lock|데드락 deadlock|트랜잭션 transaction|커밋 commit|롤백 rollback|인덱스 index|쿼리 query|조인 join|테이블 table
커넥션 connection|풀 pool|커넥션풀 connectionpool|타임아웃 timeout|재시도 retry|백오프 backoff|지터 jitter|서킷 circuit|브레이커 breaker|레이턴시 latency|지연 latency|처리량 throughput
스케일 scale|오토스케일링 autoscaling|클러스터 cluster|노드 node|파드 pod|포드 pod|컨테이너 container|이미지 image|배포 deploy|롤아웃 rollout|카나리 canary|프로브 probe|헬스체크 healthcheck
로그 log|메트릭 metric|트레이스 trace|대시보드 dashboard|알림 alert|임베딩 embedding|벡터 vector|토큰 token|프롬프트 prompt|모델 model|청크 chunk|청킹 chunking|리랭커 reranker|리랭킹 reranking
재현율 recall|리콜 recall|정밀도 precision|유사도 similarity|멱등 idempot|멱등성 idempot|멱등키 idempotkey|중복 duplicate|순서 order|원자적 atomic|비동기 async|동기 sync|블로킹 blocking
논블로킹 nonblocking|코루틴 coroutine|힙 heap|스택 stack|메모리 memory|디스크 disk|네트워크 network|소켓 socket|패킷 packet|핸드셰이크 handshake|세션 session|쿠키 cookie|인증 authentication
인가 authorization|권한 permission|암호화 encrypt|해시 hash|샤딩 sharding|샤드 shard|복제 replicat|레플리카 replica|리더 leader|팔로워 follower|리밸런싱 rebalancing|리밸런스 rebalance|웹훅 webhook
아웃박스 outbox|폴링 polling|푸시 push|구독 subscribe|발행 publish|백프레셔 backpressure|병목 bottleneck|부하 load|테스트 test|리뷰 review|리팩터링 refactoring|리팩토링 refactoring
카프카 kafka|레디스 redis|쿠버네티스 kubernetes|도커 docker|포스트그레스 postgres|포스트그레스큐엘 postgresql|셀러리 celery|랭그래프 langgraph|그라파나 grafana|프로메테우스 prometheus"""


@cache
def _table() -> dict[str, str]:
    pairs = (pair.split() for pair in PAIRS.replace("\n", "|").split("|"))
    return {form: english_stem(latin) for korean, latin in pairs for form in (korean, latin, english_stem(latin))}


def native(stem: str) -> str | None:
    """The one form of a loan word, or None when the word is not in the list."""
    return _table().get(stem)
