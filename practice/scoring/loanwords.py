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
카프카 kafka|레디스 redis|쿠버네티스 kubernetes|도커 docker|포스트그레스 postgres|포스트그레스큐엘 postgresql|셀러리 celery|랭그래프 langgraph|그라파나 grafana|프로메테우스 prometheus
디비 database|데이터베이스 database|서버 server|클라이언트 client|데이터 data|시스템 system|서비스 service|코드 code|프레임워크 framework|라이브러리 library|모듈 module|패키지 package
플러그인 plugin|클래스 class|인터페이스 interface|메서드 method|메소드 method|파라미터 parameter|인스턴스 instance|오브젝트 object|객체 object|타입 type|제네릭 generic|컬렉션 collection
리스트 list|어레이 array|배열 array|트리 tree|그래프 graph|콜백 callback|프로미스 promise|클로저 closure|스코프 scope|호이스팅 hoisting|이터레이터 iterator|제너레이터 generator
데코레이터 decorator|어노테이션 annotation|애너테이션 annotation|리플렉션 reflection|람다 lambda|컨텍스트 context|스위칭 switching|인터럽트 interrupt|시그널 signal|세마포어 semaphore
뮤텍스 mutex|스케줄러 scheduler|스케줄링 scheduling|스케쥴러 scheduler|스케쥴링 scheduling|페이지 page|페이징 paging|버퍼 buffer|파일 file|커널 kernel|프로세서 processor|게이트웨이 gateway
프록시 proxy|로드밸런서 loadbalancer|로드밸런싱 loadbalancing|밸런서 balancer|라우터 router|라우팅 routing|프로토콜 protocol|포트 port|헤더 header|페이로드 payload|바디 body|리퀘스트 request
요청 request|리스폰스 response|응답 response|엔드포인트 endpoint|미들웨어 middleware|컨트롤러 controller|리포지토리 repository|레포지토리 repository|엔티티 entity|스키마 schema
마이그레이션 migration|컬럼 column|칼럼 column|레코드 record|스냅샷 snapshot|백업 backup|트리거 trigger|프로시저 procedure|옵티마이저 optimizer|플랜 plan|스캔 scan|시퀀스 sequence
제약조건 constraint|뷰 view|에러 error|오류 error|익셉션 exception|예외 exception|버그 bug|디버깅 debugging|로깅 logging|모니터링 monitoring|트레이싱 tracing|알람 alarm|알럿 alert
파이프라인 pipeline|빌드 build|배치 batch|크론 cron|브랜치 branch|머지 merge|컨벤션 convention|커버리지 coverage|의존성 dependency|싱글톤 singleton|싱글턴 singleton|팩토리 factory
패턴 pattern|어댑터 adapter|옵저버 observer|레이어 layer|도메인 domain|아키텍처 architecture|아키텍쳐 architecture|마이크로서비스 microservice|모놀리식 monolith|모놀리스 monolith
스케일아웃 scaleout|스케일업 scaleup|리소스 resource|스로틀링 throttling|쓰로틀링 throttling|리미터 limiter|폴백 fallback|셧다운 shutdown|롤링 rolling|시크릿 secret|볼륨 volume
네임스페이스 namespace|인그레스 ingress|사이드카 sidecar|테라폼 terraform|젠킨스 jenkins|엘라스틱서치 elasticsearch|몽고디비 mongodb|오라클 oracle|스프링 spring|자바 java|파이썬 python
자바스크립트 javascript|타입스크립트 typescript|리액트 react|깃허브 github|컴포넌트 component|렌더링 rendering|렌더 render|하이드레이션 hydration|번들 bundle|번들링 bundling|브라우저 browser
마이크로태스크 microtask|태스크 task|스토리지 storage|스테이징 staging|프로덕션 production|로컬 local|글로벌 global|리모트 remote|샘플 sample|샘플링 sampling|파인튜닝 finetuning|튜닝 tuning
할루시네이션 hallucination|환각 hallucination|에이전트 agent|인퍼런스 inference|피드백 feedback|스코어 score|랭킹 ranking|스레숄드 threshold|임계값 threshold|임계치 threshold
벤치마크 benchmark|베이스라인 baseline|가비지 garbage|컬렉터 collector|덤프 dump|프로파일링 profiling|프로파일러 profiler|컴팩션 compaction|리텐션 retention|스냅숏 snapshot|스프린트 sprint
이슈 issue|티켓 ticket|온콜 oncall|포스트모템 postmortem|런북 runbook|데드라인 deadline|유저 user|사용자 user|패스워드 password|비밀번호 password|로그인 login|해싱 hashing|솔트 salt
리트라이 retry|데드레터 deadletter|핸들러 handler|리스너 listener|스트리밍 streaming|웹소켓 websocket|하트비트 heartbeat|텍스트 text|포맷 format|파싱 parsing|파서 parser
db database|k8s kubernetes"""


@cache
def _table() -> dict[str, str]:
    pairs = (pair.split() for pair in PAIRS.replace("\n", "|").split("|"))
    return {form: english_stem(latin) for korean, latin in pairs for form in (korean, latin, english_stem(latin))}


def native(stem: str) -> str | None:
    """The one form of a loan word, or None when the word is not in the list."""
    return _table().get(stem)


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    forms: dict[str, list[str]] = {}
    for form, stem in _table().items():
        if len(form) >= (SHORTEST_LATIN if form.isascii() else SHORTEST_KOREAN):
            forms.setdefault(stem, []).append(form)
    return {stem: tuple(found) for stem, found in forms.items()}


# shorter ones stand inside other words: "db" in feedback, 락 in 락인
SHORTEST_LATIN, SHORTEST_KOREAN = 3, 2


def spellings(word: str) -> tuple[str, ...]:
    """The word (lower case), then what else people write for it, in either script: 카프카, kafka."""
    return (word, *(form for form in _spellings().get(native(word) or "", ()) if form != word))
