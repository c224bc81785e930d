"""Bodies and firms of the world that speak in news, from general knowledge: their form alone tells no body."""

from typing import Final

from index.given_names import word_set

# Nobody is called so, and no other word is written so.
OF_ONE_WORD: Final = word_set(
    "oxfam greenpeace unicef unesco unhcr unrwa unaids interpol europol eurojust frontex eurostat eurocontrol "
    "ofcom ofgem ofwat ofsted ofqual defra cafcass acas wateraid actionaid helpage mencap nspcc rspca rspb unison "
    "aslef usdaw nasuwt earthjustice avaaz moveon naacp aclu afl-cio nasa noaa fema usaid unifil minusma monusco "
    "amisom ecowas asean mercosur caricom brics fifa uefa conmebol concacaf wada amtrak scotrail eurostar "
    "transpennine sncf renfe trenitalia boeing airbus embraer raytheon lockheed northrop rolls-royce toyota "
    "nissan mazda subaru hyundai volkswagen bmw mercedes-benz volvo skoda citroen citroën stellantis rivian byd "
    "geely xiaomi huawei lenovo zte samsung sony panasonic toshiba hitachi fujitsu nintendo nokia ericsson "
    "qualcomm nvidia tsmc foxconn asml cisco ibm salesforce netflix spotify uber lyft airbnb paypal ebay alibaba "
    "tencent baidu bytedance tiktok youtube instagram whatsapp linkedin snapchat openai deepmind anthropic spacex "
    "starlink waymo coinbase binance palantir exxonmobil chevron conocophillips totalenergies equinor gazprom "
    "rosneft lukoil petrobras pemex ecopetrol pdvsa petronas sinopec petrochina cnooc aramco adnoc sonatrach "
    "sonangol nnpc eskom transnet sasol glencore bhp codelco newmont anglogold rusal severstal arcelormittal "
    "thyssenkrupp posco pfizer moderna astrazeneca novartis sanofi glaxosmithkline gsk biontech novavax regeneron "
    "amgen biogen abbvie medtronic walmart costco walgreens cvs tesco sainsbury's asda lidl carrefour auchan ikea "
    "inditex zara primark h&m adidas reebok lululemon starbucks mcdonald's kfc nestlé unilever danone heineken "
    "diageo carlsberg pepsico coca-cola mondelez jpmorgan citigroup citibank barclays hsbc natwest bbva unicredit "
    "commerzbank ubs nomura softbank mizuho blackrock blackstone kkr aviva axa allianz aig metlife deloitte kpmg "
    "pwc accenture mckinsey capgemini infosys wipro tcs lufthansa easyjet ryanair qantas aeroflot latam avianca "
    "etihad jetblue fedex dhl maersk hapag-lloyd verizon t-mobile vodafone telefonica telefónica safaricom mtn "
    "airtel telstra optus comcast bertelsmann vivendi basf monsanto syngenta fonterra lego electrolux alstom "
    "halliburton schlumberger skanska ferrovial holcim cemex edf iberdrola vattenfall orsted ørsted rwe uniper "
    "centrica naturgy rosatom roscosmos roskomnadzor sberbank transneft tepco kepco meralco kengen verbund fatah "
    "hezbollah al-shabaab al-qaeda qaeda isil likud knesset bundestag bundesrat bundesbank sejm riksdag storting "
    "folketing oireachtas seanad senedd stormont holyrood cafod tearfund sightsavers trócaire childline "
    "samaritans seiu uaw teamsters afscme yougov ipsos moody's macy's wendy's lowe's kohl's wework wirecard "
    "evergrande enron solidarność fidesz syriza podemos ciudadanos sumar umno kuomintang muhammadiyah trinamool "
    "everytown caritas"
)
# Words, places or surnames too: bodies where they stand alone, `Shell said`, and nobody has that name.
OF_ONE_WORD_TOO: Final = word_set(
    "shell target gap visa nike ford tesla disney merck dell mars chase chrysler kellogg heinz hershey goldman "
    "citi orange vale canon zurich vanguard oracle intel puma aldi caterpillar lloyds paramount olympus jaguar "
    "audi leonardo eni engie vinci bayer linde henkel dow dupont amnesty shelter crisis scope refuge relate "
    "liberty unite prospect concern habitat emirates meta alphabet twitch discord telegram reddit stripe "
    "robinhood slack dropbox zoom honda suzuki mitsubishi kia ferrari porsche renault peugeot fiat bosch siemens "
    "philips saab safran thales dassault bombardier cargill roche kroger safeway morrisons boots argos currys "
    "santander iberia delta united southwest norwegian hertz avis marriott hilton hyatt expedia hermes gucci "
    "prada chanel swatch sky sage stonewall mind fitch nielsen gallup bechtel drax enel centrica momentum podemos "
    "solidarity wagner azov brady giffords reliance adani tata mahindra micron smithfield"
)
_OF_SEVERAL: Final = """
    médecins sans frontières|medecins sans frontieres|save the children|friends of the earth
    fraternal order of police|black lives matter|extinction rebellion|just stop oil|insulate britain|reform uk
    plaid cymru|sinn féin|sinn fein|fianna fáil|fianna fail|fine gael|forza italia|en marche|rassemblement national
    les républicains|vlaams belang|die linke|alternative für deutschland|law and justice|civic platform
    islamic jihad|boko haram|red cross|red crescent|human rights watch|human rights first|human rights campaign
    planned parenthood|common cause|public citizen|common sense media|color of change|sierra club
    transport for london|transport for wales|transport for greater manchester|transport for the north|sport england
    visit britain|natural england|historic england|public health england|cancer research uk|age uk|comic relief
    islamic relief|christian aid|muslim aid|mercy corps|action against hunger|world vision|catholic relief services
    global witness|freedom house|article 19|index on censorship|médecins du monde|peace now|breaking the silence
    code pink|women in black|knights of columbus|american legion|girl scouts|boy scouts|turning point usa
    club for growth|unite the union|stop the war|hope not hate|led by donkeys|migration watch|big brother watch
    citizens advice|surfers against sewage|sea shepherd|born free|goldman sachs|morgan stanley|jpmorgan chase
    wells fargo|bank of america|credit suisse|deutsche bank|deutsche bahn|deutsche telekom|société générale
    societe generale|bnp paribas|crédit agricole|standard chartered|merrill lynch|lehman brothers|bear stearns
    fannie mae|freddie mac|ernst & young|standard & poor's|johnson & johnson|procter & gamble|marks & spencer
    marks and spencer|legal & general|american express|eli lilly|bristol myers squibb|novo nordisk|general electric
    general motors|general dynamics|general mills|lockheed martin|northrop grumman|rolls royce|rio tinto
    anglo american|royal dutch shell|saudi aramco|tata steel|tata motors|air india|air france|air canada
    air new zealand|air china|british airways|virgin atlantic|cathay pacific|thames water|southern water
    yorkshire water|severn trent|british gas|british steel|national grid|con edison|home depot|best buy|whole foods
    trader joe's|dollar general|under armour|louis vuitton|burger king|taco bell|warner bros|warner bros.
    live nation|activision blizzard|hewlett packard|texas instruments|tyson foods|real madrid|bayern munich|holy see
    buckingham palace|kensington palace|downing street|scotland yard|royal mail|an garda síochána|an post|aer lingus
    coast guard|secret service|border patrol|joint chiefs of staff|lloyd's of london|proud boys|oath keepers
    ku klux klan|shining path|tamil tigers|rapid support forces|muslim brotherhood|economic freedom fighters
    shiv sena|tehreek-e-insaf|jamaat-e-islami|nahdlatul ulama|st john ambulance
"""


def _by_first(names: list[str]) -> dict[str, list[list[str]]]:
    known: dict[str, list[list[str]]] = {}
    for words in map(str.split, names):
        known.setdefault(words[0], []).append(words)
    return known


# Words that no other rule joins, or that end in none that bodies end in, by the first of them.
OF_SEVERAL: Final = _by_first([name for name in _OF_SEVERAL.replace("\n", "|").split("|") if " " in name.strip()])
