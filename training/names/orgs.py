"""Bodies, teams, companies, venues, events and works composed by templates; every maker takes (lists, rng)."""
import re

NICKNAMES = """Eagles Falcons Bears Lions Tigers Rangers Pirates Kings Royals Giants Warriors Bulls Rockets Hornets Sharks Panthers Saints
Raiders Broncos Cowboys Dolphins Jets Bills Chiefs Vikings Packers Rams Cubs Braves Mets Yankees Dodgers Padres Athletics Mariners Astros
Cardinals Reds Marlins Expos Phillies Orioles Angels Twins Brewers Indians Blazers Lakers Celtics Knicks Pistons Pacers Spurs Suns Jazz Heat
Magic Wizards Flyers Penguins Sabres Bruins Canadiens Senators Flames Oilers Canucks Blackhawks Stars Blues Capitals Devils Islanders
Broncos Rhinos Bulldogs Sea_Eagles Warriors Storm Wolves Hawks Stags""".replace("_", " ").split()
SUFFIX = "United City Town Rovers Wanderers Athletic Albion County Rangers Hotspur Villa Wednesday Forest Argyle Orient Palace Vale Alexandra".split()
PREFIX = """Dynamo Dinamo Spartak Lokomotiv Sparta Slavia Real Atletico Deportivo Sporting Racing Olympique Borussia Bayer Eintracht Hertha Inter
Red_Star Partizan Hajduk Steaua Rapid Sturm Austria Grasshopper Young_Boys Lech Legia Gornik Ruch Zaglebie Ferencvaros Honved Torpedo CSKA
Shakhtar Metalurg Chernomorets Neftekhimik Rotor Lada Alania Maccabi Hapoel Beitar Al-Ahly Al-Ittihad Al-Hilal Orlando Kaizer FC AC AS SC SV
VfB VfL TSV FSV Fortuna Arminia Hansa Standard Royal KV Lierse Ajax Vitesse Willem Fortuna NEC MVV RKC Servette Lausanne Bohemians Shelbourne""".split()
PREFIX = [p.replace("_", " ") for p in PREFIX]
SPONSORS = "Samsung Hyundai LG Lotte Hanwha Toyota Mazda Honda Yamaha Ferrari McLaren Williams Benetton Ligier Jordan Sauber Minardi Arrows Tyrrell Ford Ducati Kawasaki Suzuki Castrol Telekom Festina Mapei Kelme Banesto Rabobank Lotto ONCE Gewiss".split()
COUNTIES = "Northshire Westmark Kent Essex Surrey Sussex Hampshire Somerset Durham Lancashire Yorkshire Middlesex Derbyshire Glamorgan Gloucestershire Leicestershire Northamptonshire Nottinghamshire Warwickshire Worcestershire".split()
JOBS = "spokesman spokeswoman chief director chairman secretary president analyst coach lawyer adviser minister lawmaker manager leader".split()
POSITIONS = "striker|midfielder|defender|goalkeeper|winger|captain|fullback|centre|flanker|forward|playmaker|sweeper|scrumhalf|quarterback|pitcher|shortstop|left-hander|guard|opener|fast bowler|wicketkeeper|all-rounder|spinner".split("|")
GOODS = "oil|wheat|soybean|coffee|cocoa|sugar|copper|gold|steel|cotton|rice|corn|aluminium|gas|palm oil|beef|timber|rubber|diesel|zinc".split("|")
CRIMES = "murder|fraud|bribery|manslaughter|armed robbery|drug smuggling|tax evasion|kidnapping|money laundering|rape|arson|spying|embezzlement|war crimes".split("|")
SECTORS = "steel|software|drug|food|retail|insurance|chemicals|airline|shipping|mining|telecommunications|car|brewing|media|electronics|paper|property|computer".split("|")
FIELDS = "Agriculture Defence Defense Education Energy Environment Finance Foreign Health Home Housing Industry Information Interior Justice Labour Labor Planning Trade Transport Transportation Tourism Culture Communications Commerce Economy Economics Fisheries".split()
THINGS = """Trade|Agriculture|Human Rights|Press Freedom|Consumer Protection|Health|Energy|Refugee|Wildlife|Football|Cricket|Rugby|Tennis|
Athletics|Cycling|Nuclear Safety|Election|Development|Reconstruction|Investment|Securities|Railway|Maritime|Aviation|Tobacco|Steel|Film|Farmers|
Workers|Teachers|Doctors|Lawyers|Journalists|Students|Women|Youth|Veterans|Miners|Food|Water|Science|Space|Weather|Statistics|Customs|Export|Postal|
Privatisation|Peace|Democracy|Liberation|Solidarity|Unity|Reform|Disarmament|Medical|Bankers|Petroleum|Tourism|Insurance""".replace("\n", "").split("|")
BODIES = "Association Federation Council Commission Agency Institute Board Bureau Authority Union League Organisation Organization Committee Fund Service Society Foundation Movement Front Alliance Group Centre Center Office Confederation Congress Administration Department Exchange Corps".split()
WIDE = "International National European World African Asian American British Federal Royal Central United Pan-American Inter-American Global General Independent Central Democratic".split()
PARTY_A = "Democratic Republican Liberal Conservative Social National People's Socialist Communist Green Labour Christian United Progressive New Popular Islamic Radical Civic Free Peasants Agrarian Reform Freedom Justice Unity Motherland Action True_Path".replace("_", " ").split()
MEDIA = "Times Post News Herald Tribune Gazette Chronicle Telegraph Daily_News Star Observer Journal Mail Courier Standard Express Echo Independent Examiner Globe Mirror Monitor Record".replace("_", " ").split()
FOREIGN_MEDIA = "Corriere Gazeta Zeitung Presse Tribuna Diario Jornal Journal Nouvelle Vecerni Dnevnik Pravda Izvestia Nezavisimaya Al-Ittihad Al-Khaleej As-Safir Sabah Milli Asahi Nikkei Rakyat Kompas Hindustan Dawn Haaretz Maariv El_Watan Liberation Novosti Politika Borba Delo Lidove Hospodarske Zycie Rzecz Expresso Publico Mundo Pais Vanguardia Clarin Nacion Universal Excelsior Reforma".replace("_", " ").split()
LAST = ["Inc", "Corp", "Co", "Ltd", "Plc", "AG", "SA", "NV", "SpA", "AB", "Oy", "AS", "GmbH", "Holdings", "Group", "Industries", "& Co", "& Sons",
        "Bank", "Partners", "Brothers", "Securities", "Airlines", "Airways", "Motors", "Oil", "Energy", "Financial", "Systems", "Technologies", "Inc.", "Corp.", "Ltd.", "LLC",
        "Bancorp", "Pharmaceuticals", "Foods", "Stores", "Petroleum", "Steel", "Capital", "Insurance", "Trust", "Healthcare", "Telecom", "Software", "Communications"]
MIDDLE = "Consolidated General First National United Pacific Atlantic Northern Southern Western Eastern Central American British Standard Allied Continental Premier Universal Global Union Royal Imperial Advanced Applied Digital Micro Inter Trans Net Data Bio Tele Euro Micron Mega Omni Nova Delta Alpha Sun Star Blue Red Silver Golden Eagle".split()
STEMS = "Vel Nor Tar Cor Syn Lum Bran Hal Kor Mar Pol Ren Sol Tel Ver Zen Dal Fin Gal Hex Jas Kel Lor Met Nex Orb Pra Quan Ros Sta Tri Uni Vis Wex Xan Arc Bel Cal Den Eri".split()
ENDS = "tron tech corp dyne com net gen max via soft plex star line mark ton ex is a on or eon ax ico ara ent media care sys link vista".split()
SPORTS = "Open|Grand Prix|Cup|Masters|Classic|Championship|Championships|Marathon|Trophy|Stakes|Rally|Super League|Premier League|League Cup|Derby|Games|Tour|Challenge|Bowl|Series|Shield|International|Festival".split("|")
EVENTS = """Olympic Games|Olympics|World Cup|European Cup|UEFA Cup|Cup Winners' Cup|Champions League|Davis Cup|Fed Cup|Wimbledon|U.S. Open|French Open|
Australian Open|Masters|Ryder Cup|Asian Games|Commonwealth Games|Pan American Games|Tour de France|Giro|Vuelta|Super Bowl|World Series|Stanley Cup|
Ashes|Asian Cup|African Nations Cup|Copa America|Gold Cup|Five Nations|Tri-Nations|F.A. Cup|League Cup|Serie A|Bundesliga|Premier League|
Premiership|Grand Slam|Pro Bowl|All-Star Game|Winter Olympics|European Championship|Formula One|IndyCar|NASCAR|Test|Euro 96""".replace("\n", "").split("|")
WARS = """World War Two|World War II|Second World War|First World War|Cold War|Gulf War|Vietnam War|Korean War|Civil War|Six-Day War|Falklands War|Boer War|
Holocaust|Christmas|Easter|Ramadan|Passover|Thanksgiving|Bastille Day|Independence Day|Labor Day|New Year|Eid|Internet|Nazi|Nazis|GMT|Medicare|Medicaid|Koran|Bible|
Nobel Peace Prize|Nobel Prize|Pulitzer Prize|Academy Award|Oscar|Grammy|Golden Globe|Dow Jones|FTSE|FTSE 100|DAX|CAC-40|Nikkei|Nasdaq|S&P 500|Hang Seng|
Maastricht Treaty|Geneva Convention|Dayton|Oslo accords|Camp David|Kyoto Protocol|Schengen|Brent|Semtex|Kalashnikov|Scud|F-16|MiG-29|Boeing 737|
Boeing 747|Airbus A320|Cessna|Black Hawk|Apache|Exocet|Patriot|Tomahawk|English|Arabic|Hebrew|Spanish|Latin|Windows 95|iPhone|Mercedes|BMW|Toyota Corolla|
Eurobond|Constitution|Declaration of Independence|Magna Carta|Bill of Rights|Roman Catholic|Greek Orthodox|Russian Orthodox|Anglican|Islam|Judaism|Christianity|
Supplemental Security Income|AIDS|Mad Cow|Ebola""".replace("\n", "").split("|")
WORK_A = "Last Long Silent Broken Golden Dark Lost Secret Blue White Empty Winter Summer Midnight Distant Hidden First Final Burning Quiet".split()
WORK_N = "River Road Garden Night House Dream Letter Song War Heart Bridge Sky Harvest Mirror Island Winter Shadow Journey Voice Crown Train Window".split()


AGENCIES = """Reuters|AFP|AP|Associated Press|Xinhua|Itar-Tass|Tass|Interfax|RIA Novosti|Kyodo|ANSA|EFE|DPA|IRNA|Anatolia|Tanjug|Yonhap|BBC|CNN|Al Jazeera|Sky News|
Fox News|New York Times|Washington Post|Wall Street Journal|Financial Times|Guardian|Independent|Daily Telegraph|Sun|Le Monde|Le Figaro|Die Welt|Bild|Der Spiegel|
El Pais|La Repubblica|Newsweek|Time|Los Angeles Times|Bloomberg|Politico|Axios|NPR|PBS|MSNBC|USA Today""".replace("\n", "").split("|")
KNOWN = """Coca-Cola|Pepsi|Toyota|Honda|Nissan|Sony|Panasonic|Siemens|Volkswagen|BMW|Renault|Peugeot|Fiat|Ford|General Motors|Chrysler|Boeing|Airbus|
IBM|Intel|Apple|Microsoft|Google|Amazon|Facebook|Yahoo|AOL|Netscape|Oracle|Nokia|Ericsson|Motorola|AT&T|Verizon|Vodafone|British Telecom|Deutsche Telekom|
Deutsche Bank|Commerzbank|Credit Suisse|UBS|Barclays|HSBC|Lloyds|Citibank|Citigroup|JP Morgan|Goldman Sachs|Merrill Lynch|Morgan Stanley|Salomon Brothers|
Shell|BP|Exxon|Chevron|Texaco|Total|Gazprom|Lukoil|Rosneft|Aramco|Glaxo|Pfizer|Merck|Novartis|Roche|Bayer|BASF|Nestle|Unilever|Danone|McDonald's|Starbucks|
Walmart|Sears|Target|Nike|Adidas|Reebok|Disney|Time Warner|Viacom|News Corp|Bertelsmann|British Airways|Lufthansa|Air France|Delta|United Airlines|
Samsung|Hyundai|Daewoo|LG|Mitsubishi|Mitsui|Hitachi|Toshiba|Fujitsu|Tesla|SpaceX|Uber|Netflix|Twitter|Huawei|Alibaba|Tencent|Tata|Reliance|Lloyd's""".replace("\n", "").split("|")


def _acronym(words):
    return "".join(w[0] for w in re.split(r"[ -]", words) if w and w[0].isupper())


def team(L, rng):
    """A club, most often by its city's name alone."""
    roll = rng.random()
    city = L.city(rng)
    if roll < 0.5:
        return city
    if roll < 0.68:
        return f"{city} {rng.choice(SUFFIX)}"
    if roll < 0.84:
        return f"{rng.choice(PREFIX)} {city}"
    if roll < 0.9:
        return rng.choice(PREFIX[:60])
    if roll < 0.95:
        return f"{city} {rng.choice(NICKNAMES)}"
    return f"{city} {rng.choice(['FC', 'SC', 'BC', 'RC', 'AC'])}"


def us_team(L, rng):
    return L.city(rng, L.countries["U.S."]) if rng.random() < 0.75 else rng.choice(L.states)


def franchise(L, rng):
    return f"{us_team(L, rng)} {rng.choice(NICKNAMES)}"


def company(L, rng):
    """(full name, short name)."""
    roll = rng.random()
    if rng.random() < 0.15:
        known = rng.choice(KNOWN)
        return (known if rng.random() < 0.5 else f"{known} {rng.choice(LAST[:10])}"), known
    surname = L.person(rng, rng.choice(["us", "us", "uk", "de", "fr", "it", "ja", "nl"]))[1]
    if roll < 0.3:
        short = surname
    elif roll < 0.4:
        short = f"{surname} {rng.choice(['&', 'and'])} {L.person(rng, 'us')[1]}"
    elif roll < 0.6:
        short = rng.choice(STEMS) + rng.choice(ENDS)
    elif roll < 0.72:
        short = f"{rng.choice(MIDDLE)} {rng.choice(THINGS[:20] + STEMS)}"
    elif roll < 0.82:
        short = "".join(rng.choice("ABCDEFGHIJKLMNOPRSTUVW") for _ in range(rng.choice([2, 3, 3, 4])))
    elif roll < 0.92:
        short = L.city(rng)
    else:
        short = f"{rng.choice(MIDDLE)} {rng.choice(LAST[22:28] + LAST[36:])}"
    last = rng.choice(LAST)
    if rng.random() < 0.25 and last in LAST[:13]:
        last = f"{rng.choice(LAST[13:16] + LAST[20:])} {last}"
    return f"{short} {last}", short


def body(L, rng):
    """(full name, acronym or short form) of an association, agency or party."""
    roll = rng.random()
    country = L.country(rng)
    if roll < 0.35:
        name = f"{rng.choice(WIDE)} {rng.choice(THINGS)} {rng.choice(BODIES)}"
    elif roll < 0.6 and country["a"]:
        name = f"{country['a']} {rng.choice(THINGS)} {rng.choice(BODIES)}"
    elif roll < 0.75:
        name = f"{rng.choice(BODIES)} for {rng.choice(['the ', ''])}{rng.choice(THINGS)} of {country['name']}".replace("the the", "the")
    elif roll < 0.9:
        name = party(L, rng)
    else:
        name = f"{rng.choice(THINGS)} and {rng.choice(THINGS)} {rng.choice(BODIES)}"
    short = _acronym(name)
    return name, short if len(short) > 1 else name


def party(L, rng):
    roll = rng.random()
    a, b = rng.sample(PARTY_A, 2)
    if roll < 0.5:
        return f"{a} {b} {rng.choice(['Party', 'Party', 'Union', 'Front', 'Movement', 'Alliance', 'party'])}"
    if roll < 0.8:
        return f"{a} {rng.choice(['Party', 'Party', 'Front', 'Movement', 'Union', 'Alliance', 'Bloc', 'party'])}"
    if roll < 0.9:
        return f"{rng.choice(['Party', 'Movement', 'Front', 'Union'])} for {rng.choice(THINGS[-12:])}"
    return rng.choice(["Labour", "Conservatives", "Socialists", "Greens", "Liberals", "Social Democrats", "Christian Democrats", "Communists"])


def ministry(L, rng):
    f = rng.choice(FIELDS)
    g = rng.choice(FIELDS)
    return rng.choice([f"{f} Ministry", f"Ministry of {f}", f"{f} Department", f"Department of {f}", f"Ministry of {f} and {g}", f"Department of {f} and {g}",
                       f"Ministry for {f}", f"{f} Ministry", f"{f} Office"])


def court(L, rng):
    return rng.choice([f"{L.city(rng)} District Court", f"{L.city(rng)} Crown Court", "Supreme Court", "High Court", "Constitutional Court", "Court of Appeal",
                       f"{L.city(rng)} Magistrates' Court", f"{rng.choice(L.states)} Supreme Court", "U.S. District Court", f"{L.city(rng)} County Court",
                       "International Court of Justice", "Court of Cassation", f"{rng.choice(L.states)} Court of Appeals"])


def university(L, rng):
    c = L.city(rng)
    return rng.choice([f"University of {c}", f"{c} University", f"{rng.choice(L.states)} State University", f"University of {rng.choice(L.states)}",
                       f"{L.person(rng, 'us')[1]} College", f"{c} Institute of Technology", f"{c} Medical School", f"{c} State", f"{c} High School", f"{L.person(rng, 'us')[1]} University"])


def media(L, rng):
    c = L.city(rng)
    if rng.random() < 0.3:
        return rng.choice(AGENCIES)
    return rng.choice([f"{c} {rng.choice(MEDIA)}", f"The {rng.choice(MEDIA)}", f"{c} {rng.choice(MEDIA)}", rng.choice(FOREIGN_MEDIA), f"{rng.choice(FOREIGN_MEDIA)} {rng.choice(FOREIGN_MEDIA)}",
                       f"Radio {c}", f"{c} Television", f"{L.country(rng)['a'] or 'National'} News Agency", f"Channel {rng.randint(2, 12)}", f"{c} Radio", f"Daily {rng.choice(MEDIA)}"])


def hospital(L, rng):
    return rng.choice([f"{L.city(rng)} General Hospital", f"St. {L.person(rng, 'us')[0].split()[0]}'s Hospital", f"{L.person(rng, 'us')[1]} Memorial Hospital", f"{L.city(rng)} Medical Center",
                       f"University Hospital of {L.city(rng)}", f"{L.city(rng)} Infirmary"])


def force(L, rng):
    n = rng.choice(["1st", "2nd", "3rd", "4th", "5th", "7th", "24th", "82nd", "101st", "First", "Third", "Fifth"])
    c = L.country(rng)
    return rng.choice([f"{n} {rng.choice(['Infantry', 'Armoured', 'Airborne', 'Mechanized', 'Guards', 'Marine'])} {rng.choice(['Division', 'Brigade', 'Regiment', 'Battalion'])}",
                       f"{c['a'] or 'Royal'} {rng.choice(['Army', 'Navy', 'Air Force', 'National Guard', 'Coast Guard'])}", f"{n} Army", f"{n} {rng.choice(['Corps', 'Fleet'])}",
                       f"{c['name']} {rng.choice(['Liberation Army', 'Liberation Front', 'Defence Force', 'Revolutionary Front'])}", f"{L.city(rng)} Police Department", f"{L.city(rng)} Police"])


def union(L, rng):
    t = rng.choice(THINGS)
    return rng.choice([f"{t} Union", f"National Union of {t}", f"United {t} Union", f"{t} Workers Union", f"{rng.choice(WIDE)} {t} Union", f"International Brotherhood of {t}"])


def shop(L, rng):
    s, f = L.person(rng, "us")[1], L.person(rng, "us")[0].split()[0]
    return rng.choice([f"{f}'s", f"{s}'s", f"{s} & Sons", f"{s} Dental", f"{s} Plumbing", f"{s} Auto Repair", f"{s} Law Firm", f"{s} Insurance", f"{L.city(rng)} Motors", f"{s} Veterinary Clinic",
                       f"{s} Realty", f"{s} Photography", f"{rng.choice(MIDDLE)} {rng.choice(['Movers', 'Cleaners', 'Electric', 'Roofing', 'Fitness', 'Flooring', 'Salon'])}"])


def venue(L, rng):
    s, c = L.person(rng, "us")[1], L.city(rng)
    return rng.choice([f"{c} Stadium", f"{s} Park", f"{c} Road", f"{s} Stadium", f"{s} Field", f"{c} International Airport", f"{c} airport", f"{s} Street", f"{s} Avenue", f"Old {c}",
                       f"{s} Lane", f"Lake {s}", f"{c} River", f"Mount {s}", f"Port {s}", f"Fort {s}", f"{s} Bridge", f"{s} Square", f"{c} Island", f"{c} province", f"{s} County", f"{s} Golf Club",
                       f"{c} Arena", f"{s} Hall", f"{s} Valley", f"The {s}", f"{c} Convention Center", f"St {L.person(rng, 'uk')[0]}'s", f"{c} Station", f"{s} Beach", f"{c} Harbour", f"{s} Dam"])


def eatery(L, rng):
    s, f = L.person(rng, rng.choice(["us", "it", "fr"]))[1], L.person(rng, "us")[0].split()[0]
    return rng.choice([f"{f}'s", f"{s}'s Diner", f"{s} Hotel", f"Hotel {s}", f"{f}'s Pizza", f"Cafe {s}", f"{L.city(rng)} Grill", f"{L.city(rng)} Inn", f"Casa {s}", f"{s} Museum", f"{s} Theater",
                       f"The {rng.choice(WORK_A)} {rng.choice(['Lion', 'Horse', 'Swan', 'Bar', 'Cafe', 'Bistro'])}", f"{s} House", f"{s} Cathedral"])


def sport_event(L, rng):
    roll = rng.random()
    c = L.country(rng)
    if roll < 0.4:
        return rng.choice(EVENTS)
    if roll < 0.7 and c["a"]:
        return f"{c['a']} {rng.choice(SPORTS)}"
    if roll < 0.85:
        return f"{L.city(rng)} {rng.choice(SPORTS)}"
    return f"{rng.choice(SPONSORS + ['Volvo', 'Toshiba', 'Mercedes', 'Volkswagen', 'Greater ' + L.city(rng)])} {rng.choice(SPORTS)}"


def work(L, rng):
    a, n = rng.choice(WORK_A), rng.choice(WORK_N)
    return rng.choice([f"The {a} {n}", f"{a} {n}", f"The {n} of {L.city(rng)}", f"{n} of the {rng.choice(WORK_N)}", f"My {a} {n}", f"A {n} in {L.city(rng)}", f"Waiting for {L.person(rng, 'us')[0].split()[0]}"])


MAKERS = {"min": ministry, "party": party, "court": court, "uni": university, "med": media, "hosp": hospital, "force": force, "union": union, "shop": shop,
          "ust": us_team, "fran": franchise, "spon": lambda L, r: r.choice(SPONSORS), "county": lambda L, r: r.choice(COUNTIES)}
OTHERS = {"ev": sport_event, "war": lambda L, r: r.choice(WARS), "wk": work}
