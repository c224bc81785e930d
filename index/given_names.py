"""Given names of people who are often in the news, from general knowledge and not from any corpus."""


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text that spaces part."""
    return frozenset(text.split())


FEMALE = word_set(
    "mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa betty "
    "margaret sandra ashley kimberly emily donna michelle carol amanda melissa deborah stephanie "
    "rebecca laura sharon cynthia kathleen amy angela shirley anna brenda pamela emma nicole helen "
    "samantha katherine christine debra rachel carolyn janet catherine maria heather diane ruth julie "
    "olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan andrea cheryl "
    "hannah jacqueline martha gloria teresa ann anne sara madison frances kathryn janice jean abigail "
    "alice julia judy sophia grace denise amber doris marilyn danielle beverly isabella theresa diana "
    "natalie brittany charlotte marie kayla alexis lori hillary ivanka melania chelsea claire jane "
    "kate katie ellen elena fatima aisha leila mina yuki mei priya ingrid astrid greta lucy molly "
    "rosa carmen ana sofia lena nadia wendy tina gina paula peggy sally kathy cindy vicki valerie "
    "veronica monica erin tara dana jill jenny susana maggie nina eva irene lois louise rita roberta "
    "sheila sylvia tracy yvonne zainab amina layla nora oksana olga"
)
MALE = word_set(
    "james robert john michael david william richard joseph thomas christopher charles daniel matthew "
    "anthony mark donald steven andrew paul joshua kenneth kevin brian timothy ronald jason george "
    "edward jeffrey ryan jacob nicholas gary eric jonathan stephen larry justin scott brandon "
    "benjamin samuel gregory alexander patrick frank raymond jack dennis jerry tyler aaron jose henry "
    "adam douglas nathan peter zachary kyle noah alan ethan jeremy lionel christian keith roger terry "
    "austin sean gerald carl harold dylan arthur lawrence jordan jesse bryan billy bruce gabriel joe "
    "logan alfred ralph roy eugene randy vincent bobby johnny phillip philip bradley mike bill bob "
    "jim tom tim ted jeff steve dan matt tony chris greg ben sam nick ron ken rick rob mohammed "
    "muhammad ahmed ali omar hassan hussein ibrahim abdul haider khalid yusuf vladimir dmitri ivan "
    "sergei boris igor pierre jean-luc francois jacques hans klaus jurgen giovanni marco luca carlos "
    "juan luis miguel pedro jorge ravi raj sanjay arjun wei hiroshi kenji lars sven erik mitch mitt "
    "barack bernie newt rudy reince vince harry barry craig doug fred glenn howard hugh ian jake karl "
    "leo leonard lou luke marc martin max nathaniel neil norman oliver oscar owen ray rex rod ross "
    "russell seth simon stan stuart theodore todd victor wayne walter warren graham geoff naeem"
)
GIVEN = FEMALE | MALE
