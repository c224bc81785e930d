"""News outlets and agencies of the world by name, from general knowledge and not from any corpus.

Names that a word like `Times`, `News` or `Radio` shows to be an outlet's need not stand here.
"""

from unicodedata import normalize

_WORLD = """
The FT, The FAZ, The NZZ, The SCMP, The SMH, The AFR, The AAP, The SABC, The CBC, UPI, dpa, PTI, Press Trust of India,
IANS, Euronews, Al Arabiya, DW, Voice of America, VOA, RFE/RL, RFA, RFI, France 24, TRT World, TRT, CGTN, Arirang,
Middle East Eye, The New Arab, New Arab, New Humanitarian, OpenDemocracy, Global Voices, Bellingcat, OCCRP, Climate
Home, Mongabay, Carbon Brief, Devex, Project Syndicate, Foreign Policy, Foreign Affairs, The Diplomat, Rest of World,
Lloyd's List, TradeWinds, S&P Global Platts, Nikkei, Nikkei Asia, Semafor, Axios, Euractiv, EUobserver, MLex, Law360,
MarketWatch, Barron's, Forbes, Fortune, Business Insider, Insider, Wired, Ars Technica, TechCrunch, The Verge,
Engadget, CNET, ZDNet, Mashable, Gizmodo, Quartz, Fast Company, New Scientist, Scientific American, Smithsonian,
National Geographic, Undark, Variety, Deadline, Rolling Stone, Pitchfork, Vanity Fair, Vogue, GQ, Cosmopolitan,
Playboy, Reader's Digest
"""
_NORTH_AMERICA = """
MS NOW, C-SPAN, Newsmax, NewsNation, Univision, Telemundo, OANN, Breitbart, Drudge, ProPublica, The Marshall Project,
Marshall Project, The Intercept, Intercept, Harper's, The New Republic, New Republic, National Review, Mother Jones,
Jacobin, The Nation, The Bulwark, Bulwark, The Ringer, The Athletic, ESPN, Sports Illustrated, Bleacher Report, TMZ,
Roll Call, Punchbowl, Stateline, STAT, The 19th, The Trace, Grist, Heatmap, Chalkbeat, Education Week, Inside Higher
Ed, Chronicle of Higher Education, Stars and Stripes, Defense One, Breaking Defense, Task & Purpose, USA Today,
Gothamist, Village Voice, Spotlight PA, Baltimore Banner, Washingtonian, DCist, Virginian-Pilot, News & Observer,
Florida Phoenix, NOLA.com, AL.com, Mississippi Today, Tennessean, Commercial Appeal, MLK50, Plain Dealer,
Cleveland.com, Bridge Michigan, MLive, Block Club Chicago, MinnPost, Oklahoman, Oklahoma Watch, Houston Landing, Santa
Fe New Mexican, New Mexican, Arizona Republic, Republic, Wyoming Public Media, WyoFile, Denverite, Westword, Sacramento
Bee, Fresno Bee, Modesto Bee, CalMatters, KQED, LAist, KPCC, SFGate, Mission Local, Berkeleyside, Voice of San Diego,
Union Democrat, Oregonian, OregonLive, Willamette Week, KUOW, Crosscut, GeekWire, The Stranger, Spokesman-Review,
Alaska Beacon, Honolulu Civil Beat, Civil Beat, El Vocero, El Nuevo Día, Metro Puerto Rico, Post and Courier, VTDigger,
Seven Days, Union Leader, Hartford Courant, Democrat and Chronicle, NJ.com, PennLive, Axios Pro, WNYC, WBUR, WGBH,
WBEZ, WAMU, KCRA, KTLA, KTVU, KGO, KPIX, KRON, KIRO, KOMO, WABC, WSB, WPLG, WFAA, KHOU, KXAN, Futuro Media, Indian
Country Today, ICT, Capital B, The Root, The Grio, TheGrio, The Advocate, CBC, CTV, Globe and Mail, Maclean's, The
Walrus, The Tyee, Tyee, The Narwhal, Narwhal, Le Soleil, Le Droit, Journal de Montréal, Le Journal de Montréal, Journal
de Québec, TVA Nouvelles, TVA, iPolitics, CityNews, APTN, SaltWire, CBC Thunder Bay, The Logic, Toronto Life, The
Breach, Ricochet, PressProgress, Meet the Press, Face the Nation, This Week, 60 Minutes, State of the Union, Fox &
Friends, Good Morning America, Morning Joe
"""
_BRITAIN = """
ITV, ITN, LBC, TalkTV, TalkRadio, STV, S4C, UTV, Channel 4, PA, PA Media, FT, The i Paper, i Paper, City AM, City A.M.,
MailOnline, Mail on Sunday, Sun on Sunday, Private Eye, Spectator, Prospect, UnHerd, The Critic, Novara Media, Open
Democracy, Tortoise, Tes, Inside Housing, HSJ, BMJ, Lancet, The Grocer, Autocar, Scotsman, The National, Press and
Journal, The Ferret, Ferret, WalesOnline, Nation.Cymru, Golwg360, The Detail, Newsletter, Slugger O'Toole, The Mill,
Birmingham Live, BirminghamLive, KentOnline, Sussex World, Bristol Cable, Bristol Live, Cornwall Live, MyLondon, Big
Issue, Have I Got News for You, Good Morning Britain, Newsnight, Panorama, Today programme, The World at One, World at
One, Desert Island Discs, RTÉ, Newstalk, Today FM, TG4, TheJournal.ie, Journal.ie, Gript, The Currency, Times of Malta,
MaltaToday, Malta Today
"""
_FRANCE_AND_LOW_COUNTRIES = """
Libération, Aujourd'hui en France, L'Humanité, La Croix, Les Echos, Les Échos, L'Express, Le Point, L'Obs, Nouvel Obs,
Le Nouvel Observateur, Mediapart, StreetPress, Blast, Reporterre, Basta, Le Canard enchaîné, Le Canard Enchaine, Canard
enchaîné, Charlie Hebdo, Paris Match, Le Journal du Dimanche, JDD, L'Opinion, L'Équipe, L'Equipe, 20 Minutes,
Ouest-France, Sud Ouest, La Voix du Nord, Le Progrès, Nice-Matin, La Provence, Midi Libre, La Dépêche, La Dépêche du
Midi, Le Télégramme, Dernières Nouvelles d'Alsace, DNA, L'Est Républicain, Le Dauphiné, Le Dauphiné Libéré,
Corse-Matin, La Montagne, Le Monde diplomatique, Courrier International, TF1, France 2, France 3, France Info,
Franceinfo, France Inter, France Bleu, France Culture, BFM, BFMTV, LCI, CNews, Europe 1, RTL, RMC, TV5Monde, Arte,
Brut, Konbini, Loopsider, AEF, Contexte, Marsactu, Télérama, Monaco-Matin, Nice Matin, RTBF, VRT, VTM, La Libre, La
Libre Belgique, La Dernière Heure, DH, Sudinfo, L'Echo, De Standaard, De Morgen, De Tijd, Het Laatste Nieuws, HLN, Het
Nieuwsblad, Nieuwsblad, Gazet van Antwerpen, Knack, Le Vif, Belga, Bruzz, NOS, NRC, NRC Handelsblad, De Volkskrant,
Volkskrant, De Telegraaf, Telegraaf, Trouw, Het Parool, Parool, Algemeen Dagblad, AD, Het Financieele Dagblad, FD,
NU.nl, RTL Nieuws, ANP, EenVandaag, Nieuwsuur, De Groene Amsterdammer, Follow the Money, DutchNews, De Limburger, De
Gelderlander, Omroep Brabant, Leeuwarder Courant, Luxemburger Wort, Tageblatt, L'Essentiel, Delano, Paperjam,
Reporter.lu
"""
_GERMAN = """
Bild, Bild am Sonntag, Die Zeit, Zeit Online, Die Welt, Welt, Welt am Sonntag, Frankfurter Allgemeine, Frankfurter
Allgemeine Sonntagszeitung, FAZ, Süddeutsche, SZ, Frankfurter Rundschau, Der Tagesspiegel, Tagesspiegel, Die
Tageszeitung, taz, Handelsblatt, WirtschaftsWoche, Manager Magazin, Der Stern, Cicero, Der Freitag, Jungle World, Junge
Welt, Neues Deutschland, Berliner Morgenpost, Morgenpost, Hamburger Abendblatt, Abendblatt, Hamburger Morgenpost, Mopo,
Die Rheinpfalz, Kölner Stadt-Anzeiger, Kölnische Rundschau, WAZ, Stuttgarter Nachrichten, Münchner Merkur, Merkur,
Abendzeitung, Augsburger Allgemeine, Nürnberger Nachrichten, Leipziger Volkszeitung, Volksstimme, Thüringer Allgemeine,
Nordkurier, Märkische Allgemeine, Weser-Kurier, NOZ, Funke, Funke Mediengruppe, RND, Redaktionsnetzwerk Deutschland,
ARD, ZDF, Tagesschau, Tagesthemen, Deutschlandfunk, DLF, Deutschlandradio, NDR, WDR, MDR, SWR, BR, Bayerischer
Rundfunk, Norddeutscher Rundfunk, Westdeutscher Rundfunk, RBB, rbb24, Hessischer Rundfunk, n-tv, ntv, Sat.1, ProSieben,
Correctiv, Table.Media, The Pioneer, Pioneer, Netzpolitik, Netzpolitik.org, t-online, Heise, Kicker, epd, KNA, ORF,
APA, Kurier, Krone, Heute, Österreich, oe24, Profil, Falter, Salzburger Nachrichten, Tiroler Tageszeitung,
Oberösterreichische Nachrichten, Vorarlberger Nachrichten, SRF, RTS, RSI, Swissinfo, Keystone-SDA, Keystone-ATS, SDA,
NZZ, NZZ am Sonntag, Tages-Anzeiger, SonntagsZeitung, SonntagsBlick, Blick, 20 Minuten, Tribune de Genève, 24 heures,
Le Matin, Le Matin Dimanche, La Liberté, Le Nouvelliste, Corriere del Ticino, Die Wochenzeitung, WOZ, Die Weltwoche,
Weltwoche, Republik, Heidi.news, Der Bund, CH Media, Liechtensteiner Vaterland
"""
_SOUTHERN_EUROPE = """
Corriere della Sera, Il Sole 24 Ore, Il Messaggero, Il Giornale, Il Fatto Quotidiano, Il Foglio, Il Manifesto, Il
Mattino, Il Secolo XIX, Il Gazzettino, Il Resto del Carlino, Il Tirreno, Il Tempo, Il Riformista, La Nazione, La
Verità, Libero Quotidiano, Avvenire, L'Espresso, L'Unità, Internazionale, Gazzetta dello Sport, La Gazzetta dello
Sport, Corriere dello Sport, Tuttosport, La Gazzetta del Mezzogiorno, Giornale di Sicilia, La Sicilia, L'Unione Sarda,
Gazzetta del Sud, Fanpage, Fanpage.it, Linkiesta, Today.it, Adnkronos, AGI, LaPresse, Askanews, RAI, RaiNews24,
Rainews, Tg1, Tg2, Tg3, La7, Mediaset, Canale 5, Rete 4, SkyTG24, Radio 24, L'Osservatore Romano, Crux, National
Catholic Reporter, La Civiltà Cattolica, El Periódico, El Confidencial, El Español, eldiario.es, Público, InfoLibre,
OKdiario, El Independiente, El Debate, Vozpópuli, The Objective, 20minutos, El Salto, CTXT, Expansión, Cinco Días, El
Economista, Marca, La Voz de Galicia, Faro de Vigo, El Correo, Deia, Berria, Heraldo de Aragón, La Verdad, Levante,
Levante-EMV, Las Provincias, Diario de Mallorca, Última Hora, Canarias7, La Provincia, El Día, Diari ARA, Nació
Digital, VilaWeb, El Punt Avui, El Nacional, Servimedia, RTVE, TVE, RNE, Cadena SER, Onda Cero, Antena 3, La Sexta,
laSexta, Telecinco, Cuatro, TV3, Catalunya Ràdio, EITB, Telemadrid, Canal Sur, Newtral, Maldita, Lusa, RTP, SIC, SIC
Notícias, TVI, Expresso, Diário de Notícias, Jornal de Notícias, Correio da Manhã, Observador, Jornal de Negócios,
Renascença, Rádio Renascença, TSF, A Bola, Diari d'Andorra, Kathimerini, Ekathimerini, Ta Nea, To Vima, Efimerida ton
Syntakton, EfSyn, Proto Thema, Protothema, Naftemporiki, Dimokratia, Avgi, Rizospastis, ANA-MPA, AMNA, ERT, Skai,
Antenna, Iefimerida, News247, In.gr, Documento, Reporters United, Politis, Phileleftheros, Philenews, Haravgi, CyBC,
RIK, Stockwatch, Yeni Düzen, Kıbrıs Postası
"""
_NORTHERN_EUROPE = """
SVT, TT, TT Nyhetsbyrån, Ekot, Dagens Nyheter, DN, Svenska Dagbladet, SvD, Aftonbladet, Expressen, Göteborgs-Posten,
Sydsvenskan, Dagens Industri, Dagens ETC, TV4, TV4 Nyheterna, The Local, Helsingborgs Dagblad, Norrländska
Socialdemokraten, Västerbottens-Kuriren, NRK, NTB, VG, Verdens Gang, Aftenposten, Dagbladet, Dagens Næringsliv,
Klassekampen, Morgenbladet, Bergens Tidende, Stavanger Aftenblad, Adresseavisen, Nettavisen, TV 2, TV2, E24, Faktisk,
Nordlys, iFinnmark, DR, Ritzau, Politiken, Jyllands-Posten, Berlingske, Ekstra Bladet, B.T., BT, Børsen, Weekendavisen,
Kristeligt Dagblad, Zetland, Altinget, Sermitsiaq, KNR, Kringvarp Føroya, Dimmalætting, Yle, STT, Helsingin Sanomat,
Ilta-Sanomat, Iltalehti, Hufvudstadsbladet, HBL, Aamulehti, Turun Sanomat, Kauppalehti, MTV Uutiset, MTV3, Suomen
Kuvalehti, Long Play, Maaseudun Tulevaisuus, RÚV, RUV, Morgunblaðið, Morgunbladid, Mbl.is, Vísir, Visir, DV, Stundin,
Heimildin, Kjarninn, Iceland Review, Reykjavík Grapevine, ERR, Postimees, Eesti Päevaleht, Delfi, Õhtuleht, Äripäev,
Eesti Ekspress, BNS, LETA, LSM, LTV, Diena, Latvijas Avīze, TVNET, Neatkarīgā, Dienas Bizness, Re:Baltica, LRT,
Lietuvos Rytas, 15min, 15min.lt, Verslo Žinios, ELTA, Kauno Diena
"""
_EASTERN_EUROPE = """
PAP, TVP, TVN, TVN24, Polsat, RMF FM, RMF, TOK FM, Gazeta Wyborcza, Wyborcza, Rzeczpospolita, Fakt, Dziennik Gazeta
Prawna, Polityka, Wprost, Do Rzeczy, Tygodnik Powszechny, Onet, Wirtualna Polska, Oko.press, Notes from Poland,
Business Insider Polska, Interia, Niezalezna, ČTK, CTK, Česká televize, Český rozhlas, Mladá fronta Dnes, MF Dnes,
iDNES, Lidové noviny, Hospodářské noviny, Právo, Novinky, Novinky.cz, Seznam Zprávy, Deník, Deník N, Respekt, Aktuálně,
Aktuálně.cz, Blesk, Reflex, TASR, SITA, RTVS, STVR, Markíza, JOJ, TA3, SME, Denník N, Dennik N, Pravda, Hospodárske
noviny, Aktuality, Aktuality.sk, Nový čas, Plus 7 dní, MTI, Telex, Telex.hu, 444.hu, HVG, Index.hu, 24.hu, Magyar
Nemzet, Magyar Hang, Népszava, Nepszava, Blikk, Direkt36, Átlátszó, Atlatszo, Mandiner, Origo, ATV, RTL Klub,
Klubrádió, Partizán, Agerpres, Mediafax, News.ro, Digi24, Digi 24, Antena 1, Realitatea, ProTV, TVR, Adevărul,
Adevarul, HotNews, G4Media, Libertatea, Gândul, Gandul, Ziarul Financiar, Evenimentul Zilei, România Liberă, Jurnalul
Național, PressOne, RISE Project, Context.ro, Moldpres, IPN, Ziarul de Gardă, ZdG, TV8, NewsMaker, Unimedia, Infotag,
Deschide, NordNews, Point.md, Rise Moldova, BTA, BNT, bTV, BNR, Dnevnik, Kapital, 24 Chasa, Trud, Sega, Mediapool,
Novinite, OFFNews, Svobodna Evropa, Tanjug, FoNet, RTV, N1, Nova S, Politika, Večernje novosti, Vecernje Novosti,
Danas, Blic, Kurir, Informer, Vreme, NIN, Insajder, KRIK, BIRN, Balkan Insight, Radar, Južne vesti, HINA, HRT, Jutarnji
list, Jutarnji, Večernji list, Vecernji list, Slobodna Dalmacija, Novi list, 24sata, Index.hr, Telegram, Telegram.hr,
Nacional, Novosti, Glas Istre, RTL Danas, STA, RTV Slovenija, RTV Slovenia, Delo, Večer, Mladina, 24ur, Žurnal24, Siol,
Oštro, FENA, SRNA, BHRT, FTV, RTRS, Dnevni avaz, Avaz, Oslobođenje, Oslobodjenje, Nezavisne novine, Klix, Klix.ba,
Detektor, Žurnal, Vijesti, Pobjeda, RTCG, CdM, MRT, Sitel, Telma, Kanal 5, Alsat, Nova Makedonija, Sloboden pečat,
Sloboden Pechat, Meta.mk, SDK, ATSH, ATA, Top Channel, Klan Kosova, Shqiptarja, Gazeta Shqiptare, Koha Jonë,
Reporter.al, Koha Ditore, Koha, RTK, KTV, Kohavision, RTV21, Zëri, Bota Sot, Kallxo, Kallxo.com, Insajderi, Telegrafi,
Indeksonline
"""
_FORMER_SOVIET = """
RIA, RIA Novosti, Sputnik, Rossiya Segodnya, RT, Rossiya 1, Rossiya 24, Channel One, Pervy Kanal, Dozhd, Echo of
Moscow, Ekho Moskvy, Kommersant, Vedomosti, Izvestia, Izvestiya, Komsomolskaya Pravda, Moskovsky Komsomolets, MK,
Argumenty i Fakty, Nezavisimaya Gazeta, Novaya Gazeta, Novaya Gazeta Europe, Rossiyskaya Gazeta, Rossiiskaya Gazeta,
RBC, RBK, Lenta, Lenta.ru, Gazeta.ru, Fontanka, Meduza, Mediazona, Verstka, Vyorstka, iStories, Important Stories, The
Insider, The Bell, Agentstvo, Proekt, OVD-Info, Kholod, Baza, SOTA, SOTAvision, RusNews, Sibir.Realii, Sever.Realii,
Idel.Realii, Kavkaz.Realii, Kavkaz Realii, Krym.Realii, Caucasian Knot, Kavkazsky Uzel, 7x7, Nastoyashchee Vremya,
Znak, Znak.com, URA.ru, E1.ru, NGS, Rosbalt, Zvezda, Krasnaya Zvezda, Ukrinform, UNIAN, RBC-Ukraine, RBC Ukraine,
Ukrainska Pravda, Ukrayinska Pravda, European Pravda, Suspilne, Hromadske, LIGA, LIGA.net, NV, Novoye Vremya, Dzerkalo
Tyzhnia, ZN.UA, Zerkalo Nedeli, Censor.net, Espreso, Priamyi, 1+1, TSN, ICTV, STB, Slidstvo.Info, Bihus.Info, Detector
Media, Zaborona, Focus.ua, Obozrevatel, Glavcom, Ukrainian Week, Texty, Rubryka, Ukraina 24, BelTA, Zerkalo,
Zerkalo.io, Tut.by, Nasha Niva, Belsat, Euroradio, Charter 97, Charter97, Nexta, Mediazona Belarus, Reform.by,
Belarusian Partisan, BelaPAN, Salidarnast, Armenpress, Azatutyun, Aravot, CivilNet, Hetq, EVN Report, Panorama.am,
News.am, Hraparak, 168.am, Azertac, Azertag, Turan, Abzas Media, Mikroskop Media, AzTV, OC Media, JAMnews,
Interpressnews, Imedi, Rustavi 2, Mtavari, Mtavari Arkhi, Civil.ge, Civil Georgia, Netgazeti, Batumelebi, On.ge,
Agenda.ge, Kviris Palitra, Eurasianet, Kazinform, KazTAG, Tengrinews, Zakon.kz, Vlast, Vlast.kz, Informburo, Orda,
Orda.kz, Azattyq, Azattyk, Exclusive.kz, Khabar, Khabar 24, Masa Media, Ulysmedia, Kursiv, Protenge, AKIpress, 24.kg,
Kabar, Kaktus Media, Kaktus, Kloop, Temirov Live, Politklinika, Sputnik Kyrgyzstan, Knews, T-Media, Economist.kg,
Vesti.kg, Asia-Plus, Asia Plus, Khovar, Ozodi, Ozodlik, Sadoi Mardum, UzA, Gazeta.uz, Kun.uz, Daryo, Podrobno,
Podrobno.uz, Qalampir, UzNews, Fergana, Ferghana, Fergananews, Nuz.uz, UzReport, TDH, Turkmenportal, Chronicles of
Turkmenistan, Turkmen.news, MONTSAME, Ikon, News.mn, GoGo, Unuudur
"""
_MIDDLE_EAST = """
Hürriyet, Hurriyet, Milliyet, Sabah, Cumhuriyet, Sözcü, Sozcu, BirGün, Birgun, Evrensel, Karar, Yeni Şafak, Yeni Safak,
Yeni Akit, Akşam, Posta, Habertürk, Haberturk, Tele1, T24, Bianet, Medyascope, Diken, Duvar, Gazete Duvar, Artı Gerçek,
Mezopotamya, Mesopotamya, DHA, Demirören, IHA, İHA, Ihlas, Agos, OdaTV, Turkish Minute, Ahval, Rudaw, Kurdistan 24,
Kurdistan24, NRT, K24, Shafaq, BasNews, ANHA, Firat, ANF, Ronahi, Zhyan, INA, Al Iraqiya, Al-Iraqiya, Al Sumaria,
Alsumaria, Al Mada, Al-Mada, Baghdad Today, Al Sharqiya, Al-Sharqiya, Al Rafidain, Al-Sabah, Azzaman, NINA, SANA, Al
Watan, Al-Watan, Enab Baladi, Zaman al-Wasl, Levant24, Syria Direct, NNA, An-Nahar, Annahar, Al-Nahar, L'Orient-Le
Jour, L'Orient Le Jour, L'Orient Today, Al-Akhbar, As-Safir, Naharnet, Daraj, Megaphone, LBCI, MTV Lebanon, Al Manar,
Al-Manar, Al Mayadeen, Al-Mayadeen, Al Jadeed, Al-Jadeed, OTV, Voice of Lebanon, Legal Agenda, Raseef22, Nida al-Watan,
Al-Joumhouria, Times of Israel, Ynet, Ynetnews, Yedioth Ahronoth, Yediot Aharonot, Maariv, Israel Hayom, Globes,
TheMarker, Calcalist, Walla, Kan 11, Channel 12, Channel 13, Channel 14, i24NEWS, i24 News, i24, Galatz, Galei Tzahal,
Local Call, +972 Magazine, Arutz Sheva, Zman Yisrael, Shomrim, WAFA, Al-Quds, Al Quds, Al-Ayyam, Al-Hayat al-Jadida,
Shehab, Al-Aqsa, Mondoweiss, Electronic Intifada, Al Ghad, Al-Ghad, Al Rai, Al-Rai, Ad-Dustour, Roya, Al Mamlaka,
Al-Mamlaka, 7iber, Ro'ya, SPA, Al Ekhbariya, Al-Ekhbariya, Okaz, Al Riyadh, Al-Riyadh, Al Hayat, Al-Hayat, Al
Eqtisadiah, Al Hadath, Al-Hadath, MBC, WAM, Al Bayan, Al Khaleej, Al-Ittihad, Al Ain, Al-Ain, Arabian Business, AGBI,
QNA, The Peninsula, Peninsula, Al Raya, Al Sharq, Al-Araby, Al Araby, Al-Araby Al-Jadeed, Al Araby Al Jadeed, KUNA, Al
Qabas, Al-Qabas, Al Anba, Al Jarida, Al-Jarida, BNA, Al Ayam, Al Wasat, ONA, Times of Oman, Saba, Saba Net, Al Masirah,
Al-Masirah, Al Masdar, Al-Masdar Online, Almasdar Online, Aden al-Ghad, Al-Thawra, Belqees, South24, South24 Center,
IRNA, ISNA, Fars, Tasnim, Mehr, ILNA, IRIB, Iran International, Kayhan, Ettelaat, Etemad, Etemaad, Shargh, Ham-Mihan,
Ham Mihan, Hamshahri, Javan, Donya-e-Eqtesad, IranWire, Manoto, Entekhab, Khabar Online, Khabaronline, Jamaran,
Nournews, YJC, VOA Persian, MENA, Al-Ahram, Al Ahram, Ahram Online, Al-Masry Al-Youm, Al Masry Al Youm, Youm7, Al-Youm
Al-Sabea, Youm El Sabea, Al-Shorouk, Al Shorouk, Shorouk, Al Gomhuria, Mada Masr, CBC Egypt, Al Qahera, DMC, Sada
El-Balad, Al Manassa, Al-Manassa
"""
_AFRICA = """
MAP, Le360, Hespress, L'Économiste, TelQuel, Tel Quel, Médias24, Medias24, Yabiladi, Akhbar Al-Yaoum, Al Massae,
Al-Massae, 2M, Le Desk, Aujourd'hui Le Maroc, Libération Maroc, APS, El Watan, El Khabar, Echorouk, Ech-Chorouk,
Ennahar, El Moudjahid, Liberté, TSA, Tout sur l'Algérie, Le Soir d'Algérie, Le Quotidien d'Oran, L'Expression, Maghreb
Emergent, Interlignes, TAP, La Presse de Tunisie, Mosaïque FM, Mosaique FM, Shems FM, Nawaat, Inkyfada, Kapitalis,
Assabah, Attessia, Webdo, LANA, Libya Al-Ahrar, Al-Wasat, Alwasat, Al Marsad, Al-Marsad, 218TV, Libya Alhadath, SUNA,
Dabanga, Al Sudani, Al-Sudani, Al Jareeda, Ayin, Mashaweer, Darfur24, Darfur 24, No. 1 Citizen, ENA, FBC, EBC, The
Reporter, Reporter Ethiopia, Addis Fortune, Wazema, Borkena, Esat, Addis Maleda, Ethio 251, OMN, Capital Ethiopia,
Shabait, Erina, ADI, La Nation, RTD, SONNA, Garowe Online, Hiiraan Online, Hiiraan, Goobjoog, Horn Cable, Horn
Diplomat, Bilan, Bilan Media, Nation, Nation Africa, NTV Kenya, KTN, Capital FM, Kenyans.co.ke, Tuko, The Elephant,
Africa Uncensored, KBC, Taifa Leo, Inooro, Ramogi, New Vision, NBS, NTV Uganda, Chimp Reports, ChimpReports, Bukedde,
URN, UBC, The EastAfrican, EastAfrican, East African, KFM, Mwananchi, Nipashe, JamiiForums, ITV Tanzania, TBC, The
Chanzo, Chanzo, Zanzibar Leo, IGIHE, RBA, Rwanda Today, Umuseke, The Rwandan, Iwacu, SOS Médias Burundi, SOS Medias
Burundi, RTNB, ABP, Actualité.cd, Actualite.cd, ACP, RTNC, Le Potentiel, Le Phare, La Prospérité, Politico.cd, 7sur7,
7sur7.cd, Media Congo, Top Congo, Congo Profond, ACI, Les Dépêches de Brazzaville, Adiac, Gabonreview, Gabon Review,
L'Union, AGP, Journal du Cameroun, CRTV, Equinoxe, Le Jour, Mimi Mefo, Mimi Mefo Info, Actu Cameroun, RJDH, Ndeke Luka,
ATPE, Tchadinfos, Alwihda, Alwihda Info, N'Djamena Hebdo, ActuNiger, Le Sahel, Studio Kalangou, Aïr Info, L'Événement
Niger, AIB, Sidwaya, Le Faso, LeFaso.net, L'Observateur Paalga, Burkina24, Burkina 24, Omega FM, Le Pays, Minute.bf,
L'Evénement, Wakat Séra, AMAP, L'Essor, Maliweb, Malijet, Studio Tamani, Journal du Mali, ORTM, Bamada, L'Indépendant,
Kidal Info, Seneweb, Dakaractu, Le Quotidien, Sud Quotidien, L'Observateur, L'AS, Walfadjri, Walf, Walf Quotidien, TFM,
RFM, Dakar Matin, Senego, PressAfrik, AIP, Fraternité Matin, Abidjan.net, Koaci, L'Intelligent d'Abidjan, Le Patriote,
Notre Voie, L'Inter, RTI, NCI, GNA, Graphic Online, Joy FM, JoyNews, MyJoyOnline, Citi FM, Citinewsroom, GhanaWeb,
Starr FM, Peace FM, Fourth Estate, The Fourth Estate, Adom FM, TV3 Ghana, GBC, Republic of Togo, Togo First, Icilome,
Banouto, 24 heures au Bénin, Matin Libre, Guineenews, Guinéenews, Africaguinee, Africa Guinée, Guinée Matin,
Guineematin, Mosaiqueguinee, Le Djely, Awoko, Sierraloaded, FrontPageAfrica, Front Page Africa, FrontPage Africa, The
New Dawn, New Dawn, Liberian Investigator, Foroyaa, The Point, Kerr Fatou, Askanwi, O Democrata, A Semana, Inforpress,
Expresso das Ilhas, Téla Nón, Tela Non, NAN, News Agency of Nigeria, ThisDay, This Day, TheCable, The Cable, Sahara
Reporters, SaharaReporters, Channels, Arise, AIT, NTA, TVC, Silverbird, BusinessDay, Business Day, HumAngle, FIJ, ICIR,
Ripples Nigeria, Ripples, People's Gazette, Zagazola, Zagazola Makama, Legit.ng, Pulse Nigeria, Stears, Nairametrics,
Solacebase, WikkiTimes, Kano Focus, Aminiya, Nairaland, Linda Ikeji, Dataphyte, SABC, SAfm, eNCA, eTV, e.tv, Newzroom
Afrika, News24, Netwerk24, IOL, TimesLive, BusinessLIVE, Mail & Guardian, Sowetan, SowetanLIVE, Die Burger, Beeld,
Volksblad, The Witness, EWN, Radio 702, CapeTalk, Cape Talk, Moneyweb, Fin24, GroundUp, amaBhungane, Scrolla,
Scrolla.Africa, Isolezwe, Ilanga, Power FM, Kaya FM, Jacaranda FM, Ukhozi FM, Carte Blanche, Biznews, Bhekisisa, New
Frame, Maroela Media, OFM, Algoa FM, HeraldLIVE, ZBC, DailyNews, ZimLive, New Zimbabwe, NewZimbabwe, Studio 7,
Bulawayo24, CITE, Times of Zambia, The Mast, Diggers, ZNBC, Hot FM, Malawi24, MIJ FM, Zodiak, Platform for
Investigative Journalism, AIM, Agência de Informação de Moçambique, Notícias, Carta de Moçambique, @Verdade, Verdade,
Zitamar, Cabo Ligado, STV Moçambique, TVM, Canal de Moçambique, MZNews, Mediacoop, ANGOP, Jornal de Angola, TPA, Rádio
Ecclesia, Rádio Nacional de Angola, Club-K, Club K, Maka Angola, Expansão, Valor Económico, NAMPA, The Namibian,
Namibian, New Era, Republikein, Mmegi, BOPA, Public Eye, MNN Centre, MNNCIJ, Times of Eswatini, Midi Madagasikara,
L'Express de Madagascar, Newsmada, La Gazette de la Grande Île, L'Express Maurice, Lexpress.mu, Le Mauricien, Défi
Media, Le Défi, Defimedia, MBC Mauritius, Top FM, Seychelles Nation, SBC, Al-Watwan, Al Watwan, La Gazette des Comores,
Journal de l'île, Clicanoo, Mayotte la 1ère, Réunion la 1ère, The Africa Report, Africa Report, Africanews, Africa
Confidential, Africa Intelligence, PANA, AllAfrica, Quartz Africa, The Continent, African Arguments, Zam, La Lettre du
Continent, Financial Afrik, Ecofin
"""
_SOUTH_ASIA = """
NDTV, ANI, UNI, Times of India, TOI, Scroll, Scroll.in, The Print, ThePrint, The Quint, Quint, Newslaundry, NewsClick,
AltNews, BOOM, Boomlive, Caravan, The Caravan, Outlook, India Today, Aaj Tak, Republic Bharat, WION, News18, Zee, ABP
Ananda, Mint, LiveMint, Moneycontrol, BusinessLine, Business Line, Firstpost, The Week, Frontline, Tehelka, Dainik
Bhaskar, Bhaskar, Dainik Jagran, Jagran, Amar Ujala, Rajasthan Patrika, Patrika, Punjab Kesari, Malayala Manorama,
Manorama, Onmanorama, Mathrubhumi, Asianet, MediaOne, Media One, Kairali, Deshabhimani, Madhyamam, Dinamalar, Dina
Thanthi, Dinamani, Puthiya Thalaimurai, Polimer, Eenadu, Sakshi, Andhra Jyothy, TV9, TV9 Telugu, NTV Telugu, Namasthe
Telangana, Siasat, Vijayavani, Prajavani, Vijaya Karnataka, Udayavani, Lokmat, Loksatta, Sakal, Saamana, Mid-Day,
Gujarat Samachar, Sandesh, Divya Bhaskar, Anandabazar, Anandabazar Patrika, Ei Samay, Bartaman, Sangbad Pratidin,
Ganashakti, Sambad, Pratidin, Meghalayan, EastMojo, East Mojo, Northeast Now, Greater Kashmir, Rising Kashmir, Kashmir
Life, The Kashmir Walla, Kashmir Walla, Kashmiriyat, Akashvani, Doordarshan, Down To Earth, IndiaSpend, India Spend,
Article 14, PARI, Khabar Lahariya, Reporters' Collective, Reporters Collective, Bar and Bench, Bar & Bench, LiveLaw,
Dawn, Dawn.com, DawnNews, Geo, ARY, Samaa, Dunya, Nawa-i-Waqt, Pakistan Today, Business Recorder, Aaj, Bol, 24 News HD,
GNN, APP, Associated Press of Pakistan, PTV, Quetta Voice, Sujag, Lok Sujag, Voicepk, Prothom Alo, bdnews24,
bdnews24.com, New Age, TBS, Ittefaq, Jugantor, Samakal, Kaler Kantho, Kalbela, Janakantha, Naya Diganta, Manab Zamin,
Manabzamin, Bangladesh Pratidin, Inqilab, Amar Desh, Bonik Barta, Banglanews24, BSS, UNB, Channel i, Ekattor, ATN
Bangla, DBC, BenarNews, Barta24, Kantipur, Republica, República Nepal, My Republica, MyRepublica, Nagarik, Rising
Nepal, The Rising Nepal, Gorkhapatra, Naya Patrika, Setopati, Onlinekhabar, Online Khabar, Ratopati, Ekantipur, Himal
Khabar, Himal Southasian, Khabarhub, RSS, Rastriya Samachar Samiti, News24 Nepal, Ujyaalo, Ujyaalo Online, Lokaantar,
Nepal Live Today, Record Nepal, Desh Sanchar, Himalkhabar, Centre for Investigative Journalism Nepal, Ada Derana,
Newsfirst, News 1st, Hiru, Sirasa, The Island, Sunday Leader, Lankadeepa, Divaina, Virakesari, Thinakaran, Uthayan,
TamilNet, EconomyNext, Economy Next, Groundviews, The Morning, Ceylon Today, Rupavahini, Dinamina, Lankasara, LBO,
Anidda, Medialk, Kuensel, BBS, The Bhutanese, Mihaaru, The Edition, Adhadhu, Dhauru, PSM, Haveeru, Tolo, TOLOnews,
Pajhwok, Khaama, Ariana, 1TV, Hasht-e Subh, 8am, 8 Subh, Hasht e Subh Daily, Etilaatroz, Etilaat Roz, Rukhshana,
Rukhshana Media, Afghanistan International, Amu, Shamshad, Bakhtar, Kabul Now, KabulNow, Salam Watandar
"""
_EAST_ASIA = """
People's Daily, CCTV, Caixin, Caijing, Yicai, 21st Century Business Herald, Southern Weekend, The Paper, Sixth Tone,
Jiemian, Huanqiu, Phoenix, Tianmu, LatePost, 36Kr, SCMP, Ming Pao, Sing Tao, HK01, HKFP, RTHK, TVB, i-Cable, InMedia,
The Collective, Collective HK, Photon Media, Wen Wei Po, Ta Kung Pao, Initium, The Initium, Initium Media, Ponto Final,
Hoje Macau, TDM, All About Macau, CNA, Focus Taiwan, UDN, ETtoday, TVBS, SET, SETN, Storm Media, CommonWealth, Business
Today, Up Media, Newtalk, Mnews, CTi, CtiTV, CTS, PTS, TaiwanPlus, Ketagalan Media, READr, NHK, NHK World, Jiji,
Yomiuri, Yomiuri Shimbun, Mainichi, Mainichi Shimbun, Nihon Keizai Shimbun, Sankei, Sankei Shimbun, Tokyo Shimbun,
Chunichi, Chunichi Shimbun, Hokkaido Shimbun, Nishinippon Shimbun, Ryukyu Shimpo, Chugoku Shimbun, Kahoku Shimpo,
Fukushima Minpo, Japan Today, FNN, JNN, ANN, NNN, AbemaTV, Abema, Toyo Keizai, Shukan Bunshun, Bunshun, Shukan Shincho,
Shincho, Tokyo Sports, Nikkan Sports, Sports Hochi, Akahata, Tansa, Bengo4, Oricon, Newsis, News1, Chosun Ilbo, Chosun,
JoongAng Ilbo, JoongAng, Dong-A Ilbo, Dong-A, Hankyoreh, The Hankyoreh, Kyunghyang, Kyunghyang Shinmun, Kyunghyang
Sinmun, Hankook Ilbo, Seoul Shinmun, Segye Ilbo, Kukmin Ilbo, Munhwa Ilbo, Maeil Business, Maeil Kyungje, Hankyung,
KBS, SBS, JTBC, YTN, Channel A, MBN, EBS, OhmyNews, Newstapa, Pressian, SisaIN, Sisa IN, NK Pro, 38 North, KCNA, Rodong
Sinmun, Minju Joson, Uriminzokkiri, Money Today, Edaily, Busan Ilbo, Kookje Shinmun
"""
_SOUTH_EAST_ASIA_AND_PACIFIC = """
Malaysiakini, Free Malaysia Today, FMT, Malaysia Now, MalaysiaNow, The Edge, The Malaysian Insight, Malaysian Insight,
Sinar Harian, Utusan, Utusan Malaysia, Berita Harian, Harian Metro, Sin Chew, Astro Awani, Awani, Aliran, Sarawak
Report, DayakDaily, BFM 89.9, Between the Lines, Code Blue, CodeBlue, Macaranga, Channel NewsAsia, Mothership, Rice
Media, New Naratif, Lianhe Zaobao, Zaobao, Berita Mediacorp, Mediacorp, Tamil Murasu, New Paper, Tech in Asia, The
Scoop, Biz Brunei, Kompas, Kompas.com, Tempo, Koran Tempo, Tempo.co, Detik, Detik.com, detikcom, detikNews, Tribunnews,
Republika, Media Indonesia, MetroTV, TVRI, RRI, tvOne, Liputan6, Liputan 6, Kumparan, Tirto, Tirto.id, Narasi,
Katadata, Bisnis Indonesia, Kontan, Jawa Pos, Suara.com, Suara Merdeka, Suara Pembaruan, Pikiran Rakyat, Merdeka.com,
Okezone, Sindo, Koran Sindo, iNews, Cenderawasih Pos, Jubi, Tabloid Jubi, Suara Papua, Serambi, Serambi Indonesia,
Project Multatuli, Konde, BeritaSatu, Tribun Timur, Suara Timor Lorosae, Tatoli, GMN, RTTL, Hatutan, Neon Metin,
Diligente, PhilStar, BusinessWorld, BusinessMirror, Malaya, GMA, ABS-CBN, ANC, ANC's Headstart, TeleRadyo, DZMM, DZBB,
Super Radyo dzBB, DZRH, DZRJ, DWIZ, dwPM, DZXL, Radyo Pilipinas, Bombo Radyo, Brigada, TV5, News5, Interaksyon, PNA,
PTV-4, VERA Files, Bulatlat, PCIJ, MindaNews, SunStar, SunStar Cebu, The Freeman, Davao Today, Abante, Tiktik, Kodao,
Altermidya, Bangsamoro radio, Nation Thailand, Khaosod, Khaosod English, Matichon, Matichon Online, Prachatai,
Thairath, Thai Rath, Manager Online, Krungthep Turakij, Prachachat, Prachachat Turakij, Channel 3, Workpoint, The
Reporters, MCOT, NBT, TNN, Naewna, Siam Rath, Isaan Record, The Isaan Record, Wartani, Patani Notes, Thaiger, The
Thaiger, VnExpress, Tuoi Tre, Tuổi Trẻ, Thanh Nien, Thanh Niên, Nhan Dan, Nhân Dân, VietnamPlus, Vietnam Plus, VNA,
VTV, VOV, VTC, VietNamNet, Dan Tri, Zing, Znews, Lao Dong, Tien Phong, Saigon Giai Phong, Luat Khoa, The Vietnamese,
Loa, VnEconomy, Phu Nu, CamboJA, Voice of Democracy, VOD, AKP, Rasmei Kampuchea, Koh Santepheap, Kiripost, ThmeyThmey,
Mekong Eye, Focus Cambodia, Women's Media Centre, KPL, Pasaxon, Irrawaddy, The Irrawaddy, Myanmar Now, Mizzima, DVB,
Democratic Voice of Burma, Frontier Myanmar, Eleven Media, Khit Thit, Khit Thit Media, Narinjara, Development Media
Group, DMG, Kachin Waves, SHAN, Karen Information Center, KIC, Karenni, Kantarawaddy, Chindwin, Khonumthung, Chin
World, Dawei Watch, People's Spring, Mawkun, BNI, BNI Multimedia, Global New Light of Myanmar, MRTV, Myawaddy, 7Day,
Insight Myanmar, Than Lwin Khet, Myaelatt Athan, The 74 Media, AAP, 9News, 7News, 10 News, Network 10, 60 Minutes, Four
Corners, 7.30, 2GB, 3AW, 4BC, 6PR, 2UE, 5AA, Triple J, RN Breakfast, The Australian, Australian, The Age, Age, SMH,
Australian Financial Review, AFR, West Australian, The West Australian, WAtoday, Crikey, The Saturday Paper, Saturday
Paper, The Monthly, The Conversation, New Matilda, Michael West Media, The Mandarin, Inside Story, NITV, InDaily,
Pearls and Irritations, Region Riotact, RiotACT, RNZ, RNZ Pacific, TVNZ, 1News, 1 News, Newshub, Stuff, NZME, Newstalk
ZB, The Spinoff, Spinoff, North & South, BusinessDesk, NBR, National Business Review, Whakaata Māori, Whakaata Maori,
Te Ao, Interest.co.nz, Northern Advocate, Magic Talk, The Platform, Q+A, Morning Report, EMTV, PNG Loop, Loop PNG,
Inside PNG, InsidePNG, Wantok, Fijivillage, Fiji One, Islands Business, SIBC, In-Depth Solomons, VBTC, Talamua,
Newsline Samoa, Matangi Tonga, Kaniva Tonga, Kakalu, Broadcom FM, Talanoa 'o Tonga, Marianas Variety, PNC Guam, Les
Nouvelles calédoniennes, NC la 1ère, Demain en Nouvelle-Calédonie, Tahiti Infos, TNTV, Polynésie la 1ère, Pacific Beat,
PINA, Pacnews, Tuvalu Paradise, dzMM, dzBB, dzRH, dwIZ
"""
_LATIN_AMERICA = """
Notimex, El Universal, Reforma, Grupo Reforma, Milenio, Excélsior, Excelsior, El Financiero, El Heraldo de México, El
Sol de México, La Crónica, 24 Horas, Proceso, Animal Político, Aristegui, SinEmbargo, Sin Embargo, Latinus, Quinto
Elemento, Quinto Elemento Lab, Nexos, Letras Libres, Televisa, N+, Imagen, Imagen Televisión, ForoTV, Grupo Fórmula,
MVS, El Norte, El Informador, El Diario de Juárez, La Verdad de Juárez, Norte Digital, Semanario Zeta, Ríodoce,
Riodoce, Noroeste, Línea Directa, El Siglo de Torreón, El Mañana, El Imparcial, Diario de Yucatán, Por Esto, Diario de
Xalapa, e-consulta, El Sur, Chiapas Paralelo, Pie de Página, Tabasco Hoy, El Sol de Puebla, El Occidental, Quadratín, A
dónde van los desaparecidos, Emeequis, Eje Central, El CEO, Factum, Revista Factum, El Diario de Hoy, elsalvador.com,
Gato Encerrado, GatoEncerrado, Focos, Malayerba, TCS, YSKL, elPeriódico, La Hora, Plaza Pública, Nómada, No-Ficción,
Guatevisión, Emisoras Unidas, Soy502, República, Ojoconmipisto, Agencia Ocote, La Tribuna, Proceso Digital, Criterio,
Criterio.hn, Contracorriente, Contra Corriente, Reportar Sin Miedo, HCH, HRN, Tunota, Confidencial, 100% Noticias,
Divergentes, Artículo 66, Despacho 505, Nicaragua Investiga, Onda Local, El 19 Digital, La Voz del Sandinismo, Canal
10, Canal 4, CRHoy, CRHoy.com, La República, Semanario Universidad, El Observador, Teletica, Repretel, Ameliarueda,
Delfino.cr, La Voz de Guanacaste, La Estrella, La Estrella de Panamá, Panamá América, TVN Panamá, TVN-2, Telemetro,
Claramente, Amandala, Channel 5 Belize, Love FM, The Reporter Belize, Granma, Juventud Rebelde, Cubadebate, 14ymedio,
CiberCuba, Diario de Cuba, El Toque, elTOQUE, OnCuba, Periodismo de Barrio, CubaNet, Trabajadores, Escambray, El
Caribe, Acento, CDN, Teleantillas, Z101, Dominican Today, Le National, Haïti Libre, HaitiLibre, Haiti Libre, Haiti
Liberté, AyiboPost, Juno7, Alterpresse, Rezo Nòdwès, Rezo Nodwes, Vant Bèf Info, VBI, Magik 9, Magik9, RTVC, Signal FM,
Vision 2000, Radio Vision 2000, Zanmi Ayiti, Haiti Info Pro, RJR, Nationwide, TVJ, JIS, Loop Jamaica, CNC3, TV6, TTT,
CCN, Barbados Today, Barbados Advocate, CBC Barbados, DPI, Demerara Waves, iNews Guyana, HGP, Starnieuws, De Ware Tijd,
Dagblad Suriname, De West, Apintie, ATV Suriname, The Voice, HTS, Searchlight, iWitness News, NOW Grenada, New Today,
Cayman Compass, Bernews, BVI Beacon, St. Croix Source, Antilliaans Dagblad, Amigoe, 24ora, Aruba Today, Caribbean Media
Corporation, CMC, CANA, RCI, France-Antilles, Martinique la 1ère, Guadeloupe la 1ère, Guyane la 1ère, France-Guyane,
Semana, Revista Semana, Cambio, Revista Cambio, La Silla Vacía, La Silla Vacia, El Colombiano, La Opinión, La Patria,
El Nuevo Siglo, Portafolio, Q'hubo, Caracol, Caracol Televisión, RCN, La FM, La W, El Sol, Canal Uno, Señal Colombia,
Colprensa, Pulzo, Las2orillas, Las 2 Orillas, Verdad Abierta, VerdadAbierta, Rutas del Conflicto, Mutante, Vorágine,
Cuestión Pública, Cerosetenta, Colombia Reports, City Paper, The City Paper, City Paper Bogotá, Teleantioquia,
Telepacífico, Minuto30, Kienyke, Diario del Huila, El Pilón, El Meridiano, Infobae, InSight Crime, Tal Cual, TalCual,
Efecto Cocuyo, El Pitazo, Runrunes, Runrun.es, Armando.info, La Patilla, El Estímulo, Caraota Digital, Crónica Uno,
Cronica Uno, El Carabobeño, El Impulso, La Prensa de Lara, Correo del Caroní, Versión Final, Globovisión, Globovision,
Venevisión, Venevision, Televen, Venezolana de Televisión, teleSUR, VPItv, EVTV, NTN24, Vivo Play, Banca y Negocios,
Prodavinci, Caracas Chronicles, AVN, Fe y Alegría, Radio Fe y Alegría, Venezuela Analysis, Venezuelanalysis, El
Universo, El Telégrafo, El Telegrafo, Expreso, Primicias, Ecuavisa, Teleamazonas, Gamavisión, GamaTV, TC Televisión,
RTS Ecuador, GK, Plan V, La Barra Espaciadora, La Posta, Código Vidrio, Wambra, La Fuente, Periodismo de Investigación,
Pichincha Comunicaciones, Ecuador Chequea, Expreso Guayaquil, Vistazo, 4 Pelagatos, 4Pelagatos, Connectas, Andina,
Perú21, Peru21, Gestión, Trome, El Peruano, El Popular, IDL-Reporteros, IDL Reporteros, Ojo Público, OjoPúblico, Ojo
Publico, Convoca, Salud con Lupa, Caretas, Hildebrandt en sus Trece, Epicentro, Wayka, Sudaca, RPP, Exitosa, Canal N,
Latina, Panamericana, Willax, TVPerú, Cuarto Poder, Punto Final, Los Andes, El Búho, Servindi, Inforegión, Mongabay
Latam, ABI, El Deber, Página Siete, Pagina Siete, Los Tiempos, Correo del Sur, El Alteño, El Potosí, Urgente.bo,
Brújula Digital, Brujula Digital, Agencia de Noticias Fides, Erbol, Unitel, Red Uno, ATB, Bolivisión, Kawsachun Coca,
Muy Waso, La Brava, Guardiana, Visión 360, Ahora el Pueblo, Cabildeo, Cadena A, DTV, Ultima Hora, Crónica, Telefuturo,
SNT, Monumental, Unicanal, El Surti, El Surtidor, Ñanduti, IP Paraguay, La Unión, La Diaria, Búsqueda, Brecha,
Montevideo Portal, Ámbito, Subrayado, Telenoche, Telemundo 12, Teledoce, Canal 12, Canal 5, En Perspectiva, Océano FM,
Telenocheonline, Caras y Caretas, Télam, Telam, DyN, Clarín, Clarin, Página/12, Página 12, Pagina 12, Pagina12, Perfil,
Ámbito Financiero, Ambito Financiero, El Cronista, Cronista, elDiarioAR, Cenital, Chequeado, Anfibia, Revista Anfibia,
LPO, La Política Online, La Politica Online, La Voz del Interior, La Voz, Cadena 3, La Capital, El Litoral, MDZ, La
Gaceta, El Tribuno, Río Negro, LM Neuquén, La Nueva, El Chubut, El Patagónico, La Opinión Austral, El Liberal, El
Territorio, Misiones Online, Primera Edición, El Ancasti, TN, C5N, A24, América 24, LN+, El Trece, Telefe, Canal 26,
Radio 10, Rivadavia, Radio con Vos, Futurock, AM 750, AM750, El Destape, Urbana Play, La Red, FM Delta, iProfesional,
Ole, Olé, Revista Barcelona, Tierras Adentro, La Segunda, La Cuarta, El Mostrador, El Desconcierto, Ciper, CIPER Chile,
Interferencia, The Clinic, Ex-Ante, Ex Ante, El Líbero, BioBioChile, Bío-Bío, Biobío, Cooperativa, ADN, Radio
Universidad de Chile, Televisión Nacional, Canal 13, T13, Tele13, Chilevisión, Chilevision, CHV, Meganoticias, Emol, El
Dínamo, El Ciudadano, Pulso, Publimetro, Soy Chile, SoyChile, El Austral, El Llanquihue, La Estrella de Valparaíso, El
Mercurio de Valparaíso, La Discusión, El Morrocotudo, Aysén Mediático, LaBot, Fast Check, Agência Brasil, Agencia
Brasil, Folha de S.Paulo, Folha de S. Paulo, Folha de São Paulo, GloboNews, G1, Estadão, Estadao, O Estado de S. Paulo,
O Estado de S.Paulo, O Estado de São Paulo, Estado de S. Paulo, Estado de Minas, Valor, Valor Econômico, Valor
Economico, Exame, IstoÉ, Veja, CartaCapital, Carta Capital, Piauí, Revista Piauí, UOL, R7, SBT, BandNews, Jovem Pan,
CBN, Rádio CBN, Metrópoles, Metropoles, Poder360, Nexo, Agência Pública, Intercept Brasil, Intercept Brazil, Repórter
Brasil, Reporter Brasil, Brasil de Fato, Ponte Jornalismo, Marco Zero, Marco Zero Conteúdo, Amazônia Real, Amazonia
Real, InfoAmazonia, InfoAmazônia, Sumaúma, O Eco, ((o))eco, Congresso em Foco, Brasil 247, Diário do Centro do Mundo, O
Antagonista, Crusoé, Gazeta do Povo, Zero Hora, GZH, GaúchaZH, Rádio Gaúcha, Gaúcha, Correio do Povo, Sul21, O Tempo,
Itatiaia, Rádio Itatiaia, Hoje em Dia, O Dia, Jornal do Brasil, Jornal do Commercio, Diario de Pernambuco, Diário de
Pernambuco, Folha de Pernambuco, A Tarde, Diário do Nordeste, O Povo, Tribuna do Norte, O Liberal, Diário do Pará, A
Crítica, Em Tempo, Amazonas Atual, Folha de Boa Vista, A Gazeta, A Tribuna, NSC, NSC Total, Diário Catarinense, ND
Mais, NeoFeed, InfoMoney, Pipeline, Núcleo, Aos Fatos, Lupa, Agência Lupa, Alma Preta, Mídia Ninja, Outras Palavras,
Fiquem Sabendo, Roda Viva, Fantástico, RedeTV, RBS, Mongabay Brasil, Brazilian Report, The Brazilian Report
"""


def folded(name: str) -> str:
    """Return a name as names are compared: plain, in small letters; `SANA` stays, for Sana is a girl."""
    return _small(_plain(name))


def _plain(text: str) -> str:
    """Return a text without accents and hyphens."""
    plain = text if text.isascii() else normalize("NFKD", text.replace("’", "'")).encode("ascii", "ignore").decode()
    return plain.replace("-", " ")


def _small(name: str) -> str:
    return (name if name.isupper() else name.lower()).rstrip(".")


_REGIONS = (
    _WORLD, _NORTH_AMERICA, _BRITAIN, _FRANCE_AND_LOW_COUNTRIES, _GERMAN, _SOUTHERN_EUROPE, _NORTHERN_EUROPE,
    _EASTERN_EUROPE, _FORMER_SOVIET, _MIDDLE_EAST, _AFRICA, _SOUTH_ASIA, _EAST_ASIA, _SOUTH_EAST_ASIA_AND_PACIFIC,
    _LATIN_AMERICA,
)  # fmt: skip
_TEXT = ",".join(_REGIONS).replace("\n", " ")
OUTLETS = frozenset([_small(name.strip()) for name in _plain(_TEXT).split(",")])
SMALL_OUTLETS = frozenset(
    [name for name in map(str.strip, _TEXT.split(",")) if not name[0].isupper()]
)  # `taz`, `eNCA`, `20 Minutes`
# As tokens have them, with and without accents.
WORDS = frozenset(f"{_TEXT},{_plain(_TEXT)}".lower().replace(",", " ").split())
