"""Words that carry no content of their own."""

# ruff: noqa: E501  (Hangul is counted twice as wide)


def _words(lines: str) -> frozenset[str]:
    return frozenset(lines.split())


ENGLISH = _words("""
    a about above after again against all along also although always am among an and another any are aren around as at be
    because been before being below between both but by can cannot could did didn do does doesn doing don done down during
    e.g each either etc even ever every example finally first for from get gets go goes got had has have having he hence her
    here his how however i i.e if in instance instead into is isn it its just kind let like lot made make makes many may
    maybe me mean means might mine more most much must my neither never next no none nor not now of off often on one only
    onto or other our out over own per perhaps put quite really said same say says second shall she should so some sometimes
    sort still such than that the their them then there therefore these they thing things third this those though through
    thus to too under until up upon us use used user using usually very via was wasn way ways we well were weren what when
    where which while who whom whose why will with within without won would yet you your
""")

KOREAN = _words("""
    가장 각 각각 간 같 거기 것 경우 경우에 계속 관점 관한 관해 그 그때 그래서 그러나 그러면 그러한 그런 그런데 그리고 나 내 내가 너무 다른 다시 다음 대체로
    대하 대한 대해 더 덜 되 되는 된다 됩니다 두 든 들면 들어 등 따라서 따른 때 때문 또 또는 마지막 만 많 말 매우 먼저 모두 모든 못 및 바로 방법 방식 보
    보통 부분 사용 생각 수 씩 아니 아닙니다 아주 않 않습니다 약 어떤 없 없습니다 여기 여러 예 예를 왜냐하면 우리 우선 위에서 위하 위한 위해 의한 의해 이
    이고 이다 이때 이러한 이런 이며 이용 이유 이해 입니다 있 있는 있다 있습니다 잘 저 저는 저런 저희 전 점 정도 정말 제 제가 주 중 즉 측면 통하 통한 통해
    하 하는 하지만 한다 합니다 항상 혹은 활용 후
""")

# common in every technical answer, so that sharing them says little
COMMON = _words("""
    case code data different need number part problem process result server service system thing time
    value want work 가능 값 결과 과정 기능 기준 다르 다른 데이터 문제 상태 상황 서버 서비스 설정 시간 시스템 작업 진행 처리 코드 필요 확인
""")
