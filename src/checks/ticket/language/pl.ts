import type { Lexicon } from './lexicon.js';

export const polish: Lexicon = {
  code: 'pl',
  grammar:
    'i w we z ze na do od po za przy przez dla o u nad pod bez nie ani ale a lub albo oraz że żeby aby jak tak to ten ta te tego tej tym tych jest są był była było były być ma mają się go jej ich on ona oni my wy ja mój nasz swój który która które których jeśli gdy kiedy gdzie już jeszcze tylko też także tu tam wszystko wszystkie bardzo potem można trzeba czy co po podczas przed oraz',
  idle: 'cześć | witam | dzień dobry | zespół | zespole | dzięki | dziękuję | proszę | naprawcie | naprawić | naprawa | pilne | jeśli to możliwe | pilnie | szybko | pomoc | pomocy | problem* | błąd | błędy | bug* | zgłoszen* | zobacz | patrz | tytuł | powyżej | poniżej | załącznik* | zrzut* | obrazek | film | link | to samo | tak samo | znowu | nadal | wciąż | zepsut* | nie działa | nie działają | nie działało | przestało działać | dzieje się | występuje | ostatni* | najnowsz* | wersj* | aktualizacj* | brak | brak odpowiedzi | nic | nieznan* | nie wiem | test | tak | nie | denerwuj* | ważne | klienci | wszyscy | wszystko | coś | czasami | często | ciągle | aplikacj* | program* | strona | strony | serwis | system | jak ustalono | wczoraj | dziś | pozdrawiam | z poważaniem | bardzo | źle | dziwne | duplikat | sprawdzić | sypie się | wywala się | n/d',
  expected:
    'oczekiwan* | oczekuj* | jako użytkownik | powinien | powinna | powinno | powinny | należy | musi | muszą | trzeba | chciał* | chcę | chcemy | pożądan* | byłoby dobrze | byłoby miło | przydał* | aby | żeby | zamiast | co najwyżej | co najmniej | cel: | kryteria akceptacji',
  actual:
    'rzeczywist* | obecnie | aktualnie | jednak | natomiast | zawiesza* | wywala* | zamyka się | błąd | błęd* | wyjątek | wyjątk* | awari* | zepsut* | niepoprawn* | nieprawidłow* | zł* | nie działa | nie pojawia* | nie wyświetla* | nie zapisuje* | nic się nie dzieje | nie można | nie da się | nie reaguje | brak* | gubi | ginie | znika* | utracon* | woln* | trwa | pokazuje | pojawia się | wyświetla | zwraca | pozostaje | ignoruj* | nieoczekiwan* | dwukrotnie | podwójn* | literówk* | puste | pust*',
  steps:
    'kroki do odtworzenia | kroki do reprodukcji | kroki reprodukcji | jak odtworzyć | aby odtworzyć | odtworzyć | odtworzeni* | reprodukcj* | minimalny przykład',
  cause:
    'ponieważ | dlatego że | z powodu | przyczyn* | spowodowan* | problem polega | od wersji | od commita',
  fix: 'rozwiązani* | proponuj* | propozycj* | sugeruj* | można naprawić | obejście | łatka | zastąpić ... przez',
  asks: 'dodać | dodaj | dodanie | obsłużyć | obsługa | umożliwić | zezwolić | zmienić | przemianować | usunąć | usuń | zastąpić | pokazywać | pokazać | wyświetlać | wyświetlić | ukryć | ukrywać | zaimplementować | włączyć | wyłączyć | przenieść | wprowadzić | udostępnić | sortować | eksportować | importować | zapisywać | udokumentować | ograniczyć | zablokować | ostrzegać | użyć | używać | utworzyć',
  request:
    'prośba o funkcję | nowa funkcja | nową funkcję | funkcjonalność | usprawnienie | byłoby dobrze | byłoby miło | przydał* | wsparcie dla | możliwość | jako użytkownik | jako administrator | chciał*',
  vague:
    'ulepsz* | popraw* | lepsz* | lepiej | posprzątać | refaktor* | optymaliz* | uprość* | uproszczen* | nowoczesn* | przyjazn* | wygodn* | czyteln* | ładn* | szybsz* | szybciej | niespójn* | niejasn* | itd | itp',
  hedging:
    'może | być może | prawdopodobnie | chyba | pewnie | wydaje się | myślę że | myślę, że | przypuszczam | nie jestem pewien | nie jestem pewna | nie wiem | jakoś | nie mam pojęcia | podobno',
  alternatives:
    'albo może | lub może | ewentualnie | alternatywnie | inna opcja | inne rozwiązanie | kilka opcji | dwie opcje | opcja 1 | opcja a',
  discussion:
    'dyskusj* | dyskut* | opini* | co myślicie | co sądzicie | pomysły | sugestie | czy powinniśmy | jak powinniśmy',
  conditions:
    'jeśli | jeżeli | gdy | kiedy | po kliknięciu | po wybraniu | po zapisaniu | przed | podczas | przy | bez | dopóki | w przypadku | zaraz po',
  scenario: 'mając/gdy/wtedy',
  template:
    "jasny i zwięzły | jasny i | krótki opis | opisz | proszę opis* | proszę pod* | podaj | wyjaśnij | kroki do odtworzenia zachowania | kroki, aby odtworzyć | przejdź do | idź do ' | kliknij na ' | kliknij ' | kliknij w ' | przewiń | zobacz błąd | jeśli dotyczy | jeśli to możliwe | w razie potrzeby | dodaj zrzuty | dodaj wszelkie | dodaj inne | dołącz | wszelkie inne | czego oczekiwałeś | co powinno się | co się dzieje | uzupełnij | np. | wypełnij",
  topics: {
    checklist: 'przed zgłoszeniem | lista kontrolna',
    expected: 'oczekiwan* | pożądan* | powinno | kryteria | cel | cele | wymagania | rozwiązanie, które',
    actual:
      'rzeczywist* | aktualn* | obecn* | faktyczn* | co się dzieje | co się stało | skutki | komunikat błędu | log | logi',
    steps: 'odtworz* | reprodukcj* | kroki | przykład',
    environment: 'środowisk* | wersj* | system | przeglądark* | platforma | urządzenie | dotknięte',
    cause: 'przyczyna | analiza',
    alternatives: 'alternatyw*',
    fix: 'rozwiązani* | propozycj* | poprawka',
    wish: 'zakres | poza zakresem | historyjka | funkcja | funkcjonalność | motywacja | zadania | przypadek użycia',
    problem: 'opis | opisz | problem | błąd | podsumowanie | streszczenie',
    context: 'dodatkow* | kontekst | zrzut* | inne | uwagi | częstotliwość',
  },
  opposites:
    'rosnąco/malejąco | zawsze/nigdy | włączone/wyłączone | włączony/wyłączony | dozwolone/zabronione | obowiązkowe/opcjonalne | wymagane/opcjonalne | widoczne/ukryte | pokazywać/ukrywać | synchronicznie/asynchronicznie | publiczne/prywatne | pierwszy/ostatni | akceptować/odrzucać | zachować/usunąć | automatycznie/ręcznie | przed/po',
  negations: 'nie | nigdy | żad* | bez',
};
