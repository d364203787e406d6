"""Sentences about many things: their mean vector is what every text of this kind shares, and is taken off before comparing."""

import numpy as np

from practice.embedding.port import Encoder, Vectors

SENTENCES = (
    "데이터베이스 인덱스를 추가해서 조회 속도를 개선했습니다.",
    "팀원들과 매주 회고를 하면서 협업 방식을 조금씩 바꿨습니다.",
    "사용자가 버튼을 누르면 서버에 요청을 보내고 결과를 화면에 보여 줍니다.",
    "컨테이너 이미지를 빌드해서 쿠버네티스 클러스터에 배포합니다.",
    "모델이 잘못된 답을 내면 근거 문서를 다시 확인해야 합니다.",
    "메시지 큐를 두면 생산자와 소비자가 서로를 기다리지 않습니다.",
    "부하 테스트를 해 보니 응답 시간이 예상보다 길었습니다.",
    "저는 어려운 일이 생기면 먼저 원인을 나누어 생각합니다.",
    "오늘은 날씨가 맑아서 공원까지 천천히 걸어갔습니다.",
    "메모리를 많이 쓰면 운영체제가 프로세스를 종료할 수 있습니다.",
    "배포 뒤에 오류가 늘어나면 바로 이전 버전으로 되돌립니다.",
    "신뢰는 작은 약속을 지키는 데서 시작된다고 믿습니다.",
    "We added an index to the table, and the query became faster.",
    "Every week the team looks back and changes one thing about how it works.",
    "When the user clicks, the page sends a request and shows the result.",
    "The image is built once and rolled out to the cluster step by step.",
    "If the model gives a wrong answer, check the documents it was based on.",
    "A queue lets the producer go on without waiting for the consumer.",
    "The load test showed that responses took longer than we expected.",
    "When something is hard, I first split the cause into smaller parts.",
    "The weather was fine, so we walked slowly to the park.",
    "A process that takes too much memory may be killed by the system.",
    "If errors grow after a release, we go back to the version before it.",
    "Trust begins with keeping small promises.",
)


def middle_of(encoder: Encoder) -> Vectors:
    """What texts of this kind have in common, in the encoder's space, shape (dimensions,). Raises EncoderUnavailable."""
    return np.asarray(encoder.encode(SENTENCES, "passage").mean(axis=0), dtype=np.float32)
