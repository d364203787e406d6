"""Syllables and letter pairs that real text is made of, counted over the bank; random typing misses most of them."""

SYLLABLES = frozenset(
    "가각간갈감갑값갔강같개객갭갱거걱건걸검겁것게겠겨격겪견결겹겼경계고곡곧골곱곳공과관광괜교구국권규균그근글금급기긴길깁깊까"
    "깐깝깨꺼꺾께꼬꼼꾸꾼꿀꿈꿔꿨뀌뀐뀔끄끊끔끝끼낌나낙난날남납낫났낮내낸낼냅냈냐냥너넉널넓넘넣네넥년념노녹논놀높놓누눈눌눕눠"
    "눴뉘느는늘능늦니닌님닝다단닫달담답당대댑댓더덕던덮데덱델도독돌동돼됐되된될됩두둔둘둡뒤뒷듀듈드득든듣들듭듯등디딩따딴때떠"
    "떤떨떻떼또똑뛰뛴뜁뜨뜻띄라락람랐래랙랜램랩랬랭략량러런럴럼렀렇레려력련렬렵렸례로록론롤롬뢰료루룹류률르른를름릅릎리릭린릴"
    "림립링마막만많말망맞맡매맥맨맵머먼멀멈멍메며멱면명몇모목몫몰못무묵묶문묻물뭐뮤므미믿밀밋밍및바박밖반받발밝방배백밸버번벌"
    "범법베벡벤벨벽변별볍병보복본볼봅봇봤부북분불붙뷰브블비빈빌빠빨빼뺀뺍뺐뼈뽑뿐사산살삼삽상새색샘생샷섀서석섞선설섯섰성세섹"
    "센셀셈셉셋셔션셨소속손송쇼수순술숫쉬쉽슈스슨습슷승시식신실심십싱싸쌓써썬썼쏟쏠쓰쓴쓸씀씁씩씬아악안않알암았앙앞애앱야약양"
    "어억언얻얼엄업없엇었에엑엔여역연열염였영옆예옛오온올옮옳옵와완왔왜외요욕용우운울움웁웃워원월웠웨웹위윈유율으은을음응의이"
    "익인일읽잃임입잇있잉자작잘잠잡장잦재잭잰잴잽쟀쟁저적전절점접정제젝져졌조족존좀좁종좋주죽준줄줍중줘쥐쥔즉즌즘증지직진질짐"
    "집징짚짜짝짧째쩡쪼쪽쫓쭤쯤찍차착찬찮찰참찼찾채책챌챕챗처척천첫청체쳐쳤초최추축춘출춥충춰췄취츠측층치칙친칠침칩칭카캐캔커"
    "컨컬컸케켓켜켠켭켰코콘콜쿠쿼퀀퀴큐큠크큰클큼큽키킨킴킵킷킹타탐탓태택탬탭터턴테텍텐템토톡통퇴투퉈튑튜트특튼틀틈티틴틸팀파"
    "팎판패팩퍼페펜편평포폭폰폴표푼풀품프플피픽필핑하학한할함합핫항해핵했행향허험헤헬혀현협혔형호혹혼홉화확환활황회획횟효후훈"
    "훑훨휴흐흔흘흡흩희히힌힘힙"
)

FOLLOWERS = """
a:bcdfgiklmnoprstuvwxy
b:aeilmorsuy
c:aceghikloprstuy
d:abcdegilmoprsuvy
e:abcdefghijklmnopqrstuvwxy
f:aefiklorstuy
g:abeghilnorstuv
h:abeilmnoprstuy
i:abcdefgklmnopqrstvxz
j:eiou
k:aegilnorst
l:abdefiklmopqrstuvwy
m:abeimnoprsuy
n:abcdefgiklnopstuvxy
o:abcdefgijklmnoprstuvwxyz
p:adeghiloprstuy
q:ltu
r:acdefgiklmnoprstuvwy
s:acehiklmnopqrstuwy
t:abceghilmoprstuwy
u:abcdefgilmnoprstu
v:aefio
w:acehilnors
x:aceilpst
y:eilmnopstz
z:aeo
"""
PAIRS = frozenset(line[0] + follower for line in FOLLOWERS.split() for follower in line[2:])
