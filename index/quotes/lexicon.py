"""Word classes of English that the rules lean on, from general knowledge and not from any corpus."""

from typing import Final

from index.given_names import FEMALE as FEMALE
from index.given_names import GIVEN as GIVEN
from index.given_names import MALE as MALE
from index.given_names import word_set as word_set
from index.quotes.known_bodies import OF_ONE_WORD

PRONOUNS: Final = word_set("he she they i we it you")
COLLECTIVES: Final = word_set(
    "some many others one another both several most few everyone someone somebody nobody none all percent majority"
)
DETERMINERS: Final = word_set(
    "a an the this that these those his her their its our my your one two three four five six seven "
    "eight nine ten some several many most all another other no any both each every dozens hundreds "
    "more"
)
ARTICLES: Final = frozenset(("a", "an", "the"))
PREPOSITIONS: Final = word_set(
    "of for from in at with to on by about into over under after before during against between among "
    "through without within near despite since until upon toward towards via per as like including "
    "amid following outside inside beside behind beneath underneath atop alongside beyond across around along"
)
CONJUNCTIONS: Final = word_set(
    "and or but nor so yet because although though while when whereas if unless where after as than"
)
RELATIVES: Final = word_set("who whom whose which that what why how whether")
AUXILIARIES: Final = word_set(
    "is are was were be been being am has have had do does did will would can could may might must "
    "shall should isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't won't "
    "wouldn't can't couldn't shouldn't not n't never"
)
NEGATIONS: Final = word_set(
    "not n't don't doesn't didn't won't wouldn't can't cannot couldn't shouldn't never "
    "don’t doesn’t didn’t won’t wouldn’t can’t couldn’t shouldn’t"
)
ADVERBS: Final = word_set(
    "also then later now again once just still too even already soon often always sometimes here "
    "there today yesterday tonight tomorrow instead however thus therefore meanwhile afterward "
    "afterwards earlier back simply famously only ever perhaps maybe first last further rather almost "
    "quite very out up down on off himself herself themselves itself"
)
# Everyday verbs that end a subject although they hand over no quotation.
VERBS: Final = word_set(
    "came took made gave got ran held stood sat left kept met won lost led fell rose grew drew flew "
    "threw knew became began brought bought built caught chose drove ate fought found hit hurt let "
    "paid put read rode sent set sold spent spoke struck swept taught thought understood woke wore "
    "broke beat bore felt heard hung laid lay lent meant saw sought shook shot showed turned looked "
    "seems seemed appears appeared wants wanted needs needed tries tried works worked lives lived "
    "went catches brings buys sends becomes chooses forgets grows sells receives joins hears writes "
    "plans planned runs takes makes gives gets goes comes keeps holds stands starts uses used helps "
    "helped thinks knows sees wins loses leads"
)
PARTICLES: Final = word_set(
    "bin ibn abu van von der den de del della di da dos du la las le los ter ten af zu arap wa bint al el st. y e "
    "ben bu bou beni banu binti binte ould ag ap ferch do das dei degli delle dello dal dalla zum zur vom van't van’t "
    "'t ’t op te av tou dela delos ni nic"
)
# Behind the name of the father, `Sadyr uulu`: a part of the name in small letters.
PATRONYMICS: Final = word_set("uulu uluu kyzy oglu oğlu ogly ugli gizi qizi qızı gyzy")
WEEKDAYS: Final = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july "
    "august september october november december jan. feb. aug. sept. oct. nov. dec."
)
SUFFIXES: Final = PATRONYMICS | word_set("jr jr. sr sr. ii iii iv")
HONOURS: Final = word_set("qc kc sc mp mep msp mla td obe mbe cbe kbe dbe phd md esq frs")  # behind a name, in capitals
OPENERS: Final = word_set(
    "the a an but and in on at for from with after before while when as if since by to of this that "
    "these those he she it they we i you his her their its our my not no so or yet then there here "
    "what who why how where which according although though because despite during also still however "
    "meanwhile instead another some many most one two three both all even just only now once more "
    "asked speaking under over last earlier later such like among between about until unless without "
    "within former nearly indeed wait ask consider take look yes well please thus perhaps maybe today "
    "furthermore moreover nevertheless nonetheless throughout besides otherwise likewise similarly "
    "is was are were does did do has had have could should would afterward afterwards "
    "somewhere elsewhere nowhere everywhere anywhere upstairs downstairs backstage onstage offstage overhead"
)

PERSON_NOUNS: Final = word_set(
    "official officer spokesman spokeswoman spokesperson president senator governor mayor secretary "
    "minister ambassador congressman congresswoman representative lawmaker legislator leader chief "
    "chairman chairwoman chair chairperson director manager head boss executive founder owner "
    "president-elect nominee candidate frontrunner analyst expert professor researcher scientist "
    "economist historian doctor physician nurse surgeon lawyer attorney prosecutor judge justice "
    "sheriff detective policeman policewoman cop soldier general colonel captain sergeant major "
    "lieutenant commander admiral pilot activist advocate organizer organiser volunteer supporter "
    "critic opponent protester protestor demonstrator voter resident neighbor neighbour villager "
    "farmer worker employee teacher student pupil coach player star singer actor actress producer "
    "author writer journalist reporter editor columnist anchor host commentator blogger strategist "
    "consultant adviser advisor aide aid counsel counselor counsellor operative pollster fundraiser "
    "donor lobbyist banker investor trader broker businessman businesswoman entrepreneur mogul tycoon "
    "billionaire millionaire witness survivor victim suspect defendant plaintiff passenger driver man "
    "woman boy girl child father mother dad mom son daughter brother sister wife husband uncle aunt "
    "cousin grandfather grandmother friend colleague partner member insider source diplomat envoy "
    "negotiator delegate commissioner councilman councilwoman councilor councillor trustee "
    "administrator superintendent principal dean chancellor premier king queen prince princess pope "
    "bishop archbishop cardinal priest pastor reverend imam rabbi cleric monk veteran rival deputy "
    "assistant co-chair vice-president co-founder coordinator planner engineer designer architect "
    "artist painter musician composer poet novelist filmmaker photographer curator publisher speaker "
    "moderator caller user fan customer client patient tenant landlord builder fisherman fireman "
    "firefighter paramedic hunter shopper tourist traveler traveller refugee migrant immigrant rebel "
    "fighter militant commentators undersecretary under-secretary vice-chairman vice-chair vice-chancellor "
    "alderman comptroller ombudsman provost rector lecturer underwriter retailer exporter importer dealer "
    "manufacturer supplier ceo cfo coo mp mep whip czar paralegal attendee participant people "
    "men women children police person individual intern staffer staff surrogate psychologist "
    "psychiatrist sociologist biologist geologist meteorologist forecaster inspector investigator "
    "agent guard ranger trooper constable cook chef carpenter electrician mechanic butcher tailor "
    "clerk scholar linguist sailor diver grandson granddaughter nephew niece fiance ex-wife "
    "ex-husband widow widower correspondent neurosurgeon cardiologist physicist chemist astronomer "
    "geneticist epidemiologist virologist ecologist zoologist botanist anthropologist archaeologist "
    "criminologist climatologist oceanographer geographer statistician mathematician philosopher "
    "theologian pathologist pediatrician therapist pharmacist veterinarian dentist midwife caregiver "
    "councilmember assemblyman assemblywoman assemblymember alderwoman selectman congressperson "
    "statesman postmaster bailiff magistrate barrister solicitor jurist juror litigator counselor "
    "vice-mayor co-author co-owner co-host co-director co-leader contributor presenter broadcaster "
    "newsreader publicist biographer screenwriter playwright dramatist songwriter rapper drummer "
    "guitarist pianist violinist conductor choreographer dancer comedian entertainer model "
    "skipper goalkeeper midfielder striker defender quarterback pitcher wrestler boxer "
    "cyclist runner swimmer golfer skier racer jockey referee umpire marine airman seaman paratrooper "
    "warden jailer inmate prisoner detainee convict fugitive hostage kidnapper gunman shooter "
    "bystander onlooker eyewitness pedestrian motorist commuter cyclist homeowner renter taxpayer "
    "shareholder stockholder bondholder financier philanthropist industrialist magnate vendor grocer "
    "baker barber hairdresser plumber welder miner logger rancher gardener janitor cleaner waiter "
    "waitress bartender cashier receptionist librarian archivist counsellor chaplain missionary "
    "evangelist preacher deacon nun rabbi elder chieftain warlord insurgent dissident defector exile "
    "asylum-seeker newcomer foreigner tribesman clansman subordinate superior successor predecessor "
    "teen teenager toddler adult pensioner retiree graduate alumnus freshman sophomore "
    "academic technologist strategist futurist theorist programmer developer coder hacker marketer "
    "salesman saleswoman salesperson realtor wholesaler distributor contractor subcontractor foreman "
    "supervisor overseer caretaker custodian steward stewardess crewman boatman ferryman lifeguard "
    "vicar curate auctioneer hydrologist convener harbourmaster headmaster headmistress headteacher bookseller "
    "shopkeeper innkeeper beekeeper zookeeper gamekeeper goldsmith blacksmith locksmith surveyor "
    "parent mla mlc msp td attorney-general director-general governor-general inspector-general secretary-general "
    "solicitor-general complainant claimant appellant petitioner mourner parishioner worshipper reveller holidaymaker "
    "backpacker hiker climber mountaineer astronaut cosmonaut soprano tenor baritone cellist bassist vocalist "
    "frontman showrunner impresario restaurateur hotelier publican landlady roofer bricklayer tutor entomologist "
    "ornithologist palaeontologist paleontologist immunologist microbiologist neuroscientist oncologist obstetrician "
    "gynaecologist paediatrician radiologist anaesthetist seismologist volcanologist glaciologist registrar matron "
    "winger full-back goalie batsman batter bowler all-rounder fly-half wicketkeeper spinner seamer sprinter hurdler "
    "gymnast rower skater snowboarder footballer cricketer shortstop linebacker lineman goaltender defenseman "
    "defenceman teammate team-mate vice-captain trainer observer mediator medic campaigner peacekeeper sniper "
    "bodyguard interpreter translator gunner barman barmaid bouncer doorman postman trucker docker shipowner "
    "landowner squatter lodger housemate roommate flatmate classmate schoolmate workmate boyfriend girlfriend "
    "ex-boyfriend ex-girlfriend fiancee godfather godmother stepfather stepmother stepson stepdaughter grandparent "
    "grandma grandpa mum twin orphan centenarian whistleblower whistle-blower rescuer responder first-responder "
    "sibling spouse florist optician undertaker dietitian nutritionist stylist sommelier incumbent challenger rider "
    "backbencher frontbencher servant collector prefect subprefect sub-prefect headman "
    "mukhtar sarpanch headwoman controller "
    "brigadier corporal commodore bursar parliamentarian intendant environmentalist conservationist caseworker "
    "shopowner treasurer auditor champion medalist examiner assessor coroner "
    "crofter pradhan sarpanch tehsildar mukhiya emir "
    "monarch corporator counterpart sponsor"
)
TITLES: Final = word_set(
    "mr mr. mrs mrs. ms ms. miss mx. dr dr. prof. professor sen. sens. senator rep. reps. "
    "representative gov. govs. governor president vice secretary state minister prime premier "
    "chancellor ambassador amb. judge justice sheriff chief speaker leader whip king queen prince "
    "princess pope sir dame lord lady rev. reverend fr. father archbishop bishop cardinal imam rabbi "
    "sheikh ayatollah gen. general lt. lt col. colonel capt. captain maj. major sgt. sergeant cmdr. "
    "commander adm. admiral officer detective inspector constable councilman councilwoman mayor "
    "congressman congresswoman chairman chairwoman chair director commissioner attorney treasurer "
    "spokesman spokeswoman president-elect coach congressional adviser advisor counsel manager "
    "strategist delegate dean principal superintendent deputy administrator nominee candidate host "
    "anchor undersecretary under-secretary vice-chairman vice-chair vice-chancellor comptroller "
    "hon. sec. msgr. insp. baroness duchess countess viscount col capt sgt maj cpl cpl. brig brig. gen rev prof "
    "cllr cllr. supt supt. det. dci wpc csp dsp acp dcp sp cp igp ssp ocs oba barr. engr. alhaji "
    "alhaja hajia mallam shri "
    "smt smt. aunty auntie eng. engr. barr. adv. cllr. ing. lic. mgr. pm cs ps cr emir "
    "monsignor mgr datuk taoiseach tanaiste tánaiste "
    "attorney-general director-general governor-general inspector-general "
    "secretary-general solicitor-general major-general lieutenant-general brigadier-general lieutenant-colonel "
    "vice-admiral rear-admiral air-marshal commandant emeritus barrister ombudsman ombudswoman ombudsperson "
    "vice-premier vice-president surgeon-general consul-general auditor-general commissioner-general"
)
# Titles that parents give as names too: before one surname alone they are the given name.
GIVEN_TITLES: Final = word_set("dean major emir")
# Nouns of persons that are family or given names as well, so that a capital makes no title of them.
_NAMES_TOO: Final = word_set(
    "cook hunter carpenter butcher farmer driver singer painter guard ranger page child man boy star "
    "friend source author fan user sailor knight people men women girl brother sister mother client "
    "baker barber boxer swimmer elder warden deacon foreman steward gardener miner marine model vendor "
    "grocer logger rancher cleaner runner skier racer conductor dancer exile adult graduate academic "
    "chaplain convict striker defender pitcher shooter cyclist plumber welder waiter therapist marketer rider"
)
KIN: Final = word_set(
    "brother sister father mother son daughter husband wife uncle aunt cousin nephew niece widow widower"
)
OFFICES: Final = TITLES | (PERSON_NOUNS - _NAMES_TOO)
# Words of origin and faith that parents give as names too: before one surname alone they are the given name.
GIVEN_DEMONYMS: Final = word_set("christian german")
PARTISANS: Final = word_set("republican democrat conservative liberal libertarian")
DEMONYMS: Final = word_set(
    "american british english french german italian spanish russian chinese japanese iraqi iranian "
    "israeli palestinian syrian turkish egyptian saudi indian pakistani afghan mexican canadian "
    "australian brazilian african european asian arab kurdish korean ukrainian polish greek dutch "
    "swedish norwegian danish finnish irish scottish welsh swiss austrian belgian nigerian kenyan "
    "libyan lebanese jordanian yemeni cuban republican democratic democrat conservative liberal "
    "labour libertarian muslim christian catholic protestant jewish sunni shiite shia u.s. u.k. u.n. "
    "us uk eu un gop latino hispanic black white western eastern northern southern hollywood "
    "romanian bulgarian hungarian czech slovak serbian croatian bosnian albanian slovenian lithuanian latvian "
    "estonian belarusian armenian azerbaijani argentine argentinian chilean peruvian colombian venezuelan ecuadorian "
    "bolivian uruguayan paraguayan jamaican haitian cameroonian ghanaian ethiopian somali sudanese ugandan tanzanian "
    "rwandan zambian zimbabwean senegalese ivorian malian algerian moroccan tunisian namibian angolan mozambican "
    "bangladeshi nepali nepalese burmese thai vietnamese filipino indonesian malaysian singaporean taiwanese "
    "mongolian kazakh uzbek qatari kuwaiti emirati bahraini omani icelandic maltese cypriot portuguese"
)
GROUPS: Final = word_set(
    "republicans democrats americans conservatives liberals officials critics supporters experts "
    "analysts lawmakers police authorities prosecutors investigators residents witnesses protesters "
    "demonstrators voters activists advocates aides opponents researchers scientists economists "
    "lawyers attorneys doctors students teachers workers reporters journalists sources russians "
    "israelis palestinians iraqis iranians britons germans mexicans libertarians progressives muslims "
    "christians jews catholics latinos people others parents friends neighbors neighbours organizers "
    "organisers leaders diplomats insiders observers historians pollsters strategists "
    "groups organizations organisations companies agencies unions governments campaigns branch chapter jury"
)
ORGANISATIONS: Final = OF_ONE_WORD | word_set(
    "news press party university college school institute times post journal tribune herald guardian "
    "gazette house senate congress parliament committee council commission department ministry agency "
    "bureau wing office court union association federation league coalition alliance foundation fund bank "
    "company companies corporation corp. inc. ltd. co. group campaign administration government army "
    "navy force forces military police network channel broadcasting radio television magazine "
    "newspaper center centre project movement team board authority services service nations kremlin "
    "pentagon hospital church club firm airline airlines industries international society "
    "organization organisation partnership exchange reserve system systems technologies labs studios "
    "community show opposition caucus panel regime junta bloc initiative institution legislature assembly academy "
    "museum library clinic embassy consulate directorate secretariat tribunal consortium diocese archdiocese trust "
    "reuters bloomberg politico facebook twitter google apple microsoft amazon nbc abc cbs hamas "
    "hezbollah taliban nato inc corp ltd plc llc llp gmbh bancorp treasury chamber opec "
    "district minority enforcement protection"
)
# Firms and the like by their trade: `holiday giant Tide Tours`.
FIRMS: Final = word_set(
    "giant firm company airline carrier insurer lender "
    "chain charity conglomerate startup start-up broadcaster retailer "
    "operator supermarket automaker carmaker chipmaker utility nonprofit watchdog regulator union"
)
# Only with a capital, and at the end of a name: `Norland Motors`, `Marsh Freight Co`.
COMPANY_TAILS: Final = word_set(
    "co ag sa nv spa bv motors holdings enterprises stores petroleum chemicals airways railways "
    "securities pharmaceuticals foods brothers associates laboratories telecom communications "
    "fc afc rfc utd united rovers wanderers electronics electric dynamics sons partners daily weekly oil gas mines "
    "mining minerals resources insurance savings rail ferries shipping logistics freight energy capital ventures "
    "solutions software robotics therapeutics healthcare media entertainment pictures properties realty analytics "
    "consulting equity investments financial utilities lines aerospace automotive semiconductor brands steelworks "
    "shipyards transit telecoms biosciences biotech genomics brewing brewery "
    "baseball basketball soccer hockey gymnastics"
)
# The last words of places that no family is called by: `Hong Kong`, `New Zealand`.
SEATS: Final = word_set("kong zealand lanka aires janeiro lumpur dhabi faso delhi rica arabia angeles kingdom emirates")
PLACES: Final = SEATS | word_set(
    "america states kingdom britain england france germany italy spain russia china japan iraq iran "
    "israel syria turkey egypt india pakistan afghanistan mexico canada australia brazil africa "
    "europe asia korea ukraine poland greece ireland scotland wales washington moscow beijing london "
    "paris berlin tokyo baghdad tehran jerusalem york california texas florida ohio pennsylvania "
    "michigan wisconsin virginia carolina iowa hampshire nevada arizona colorado georgia illinois "
    "massachusetts jersey boston chicago philadelphia cleveland angeles francisco dallas houston "
    "atlanta miami detroit seattle denver city county province district street avenue road island "
    "river mountain valley north south east west saudi arabia lebanon jordan libya yemen cuba "
    "venezuela nigeria kenya taiwan singapore malaysia indonesia thailand vietnam philippines switzerland sweden "
    "norway denmark finland austria belgium netherlands portugal hungary romania bulgaria argentina chile peru "
    "colombia ecuador bolivia uruguay paraguay jamaica panama honduras nicaragua guatemala algeria morocco tunisia "
    "sudan ethiopia ghana zambia zimbabwe uganda tanzania kuwait qatar bahrain oman"
)
NAMING: Final = word_set("called named titled entitled dubbed nicknamed")
DOCUMENTS: Final = word_set(
    "statement report letter email e-mail memo document complaint lawsuit filing affidavit indictment "
    "post tweet article editorial op-ed column ad advertisement video book transcript release story "
    "survey study sign headline message note website site program programme speech banner order "
    "ruling opinion resolution card poster plaque placard caption text draft law measure treaty "
    "constitution proposal memorandum dossier communique declaration petition manifesto newsletter "
    "brochure leaflet blog advisory alert bulletin decree edict verdict warrant subpoena paper analysis "
    "communiqué dispatch voicemail"
)
# Documents that nobody speaks through: their words stand there for everybody.
INSCRIBED: Final = word_set(
    "sign headline website site banner poster plaque placard caption leaflet brochure card notice label sticker flyer "
    "pamphlet billboard signboard noticeboard advertisement ad advert"
)
FEMALE_WORDS: Final = word_set(
    "mrs mrs. ms ms. miss she spokeswoman congresswoman councilwoman chairwoman businesswoman actress "
    "queen princess dame lady mother daughter sister wife woman girl grandmother aunt policewoman mom "
    "widow baroness duchess countess "
    "fiancee girlfriend ex-girlfriend godmother stepmother stepdaughter grandma mum barmaid granddaughter niece "
    "headmistress alderwoman assemblywoman saleswoman landlady waitress stewardess nun ex-wife"
)
MALE_WORDS: Final = word_set(
    "mr mr. he spokesman congressman councilman chairman businessman actor king prince sir lord "
    "father son brother husband man boy grandfather uncle policeman dad pope fr. imam fireman "
    "fisherman boyfriend ex-boyfriend godfather stepfather stepson grandpa barman doorman postman grandson nephew "
    "headmaster alderman assemblyman salesman landlord waiter statesman gunman crewman ex-husband widower"
)
