import type { Lexicon } from './lexicon.js';

export const german: Lexicon = {
  code: 'de',
  grammar:
    'der die das den dem des ein eine einen einem einer eines und oder aber nicht kein keine ist sind war waren wird werden wurde wurden hat haben hatte ich wir sie er es man ihr mich uns mir sich zu zum zur im in am an auf bei beim mit von vom für aus nach über unter als wie wenn dass ob weil so auch nur noch schon hier da dann mehr sehr bitte dieser diese dieses jede jeder jedes alle durch um bis ohne kann können soll sollte muss mal immer wieder neu gleiche selbe',
  idle: 'hallo | guten tag | moin | liebe* | team | danke | vielen dank | bitte | beheben | behebt | reparier* | fixen | dringend* | wenn möglich | falls möglich | schnell | hilfe | problem* | fehler* | bug* | ticket* | siehe | titel | oben | unten | anhang | screenshot* | bild | video | link | gleich* | wieder | weiterhin | immer noch | kaputt | geht nicht | geht nicht mehr | gehen nicht | funktioniert nicht | funktioniert nicht mehr | funktionieren nicht | klappt nicht | läuft nicht | passiert | tritt auf | neueste* | letzte* | version | update | keine angabe | keine antwort | keine | k.a. | nichts | unbekannt | weiß nicht | test | ja | nein | nervt | nervig | wichtig | kunden | alle | irgendwie | irgendetwas | irgendwas | etwas | alles | manchmal | oft | ständig | app | anwendung | programm | seite | website | system | software | sache | wie besprochen | besprochen | gestern | heute | mit freundlichen grüßen | viele grüße | grüße | mfg | wirklich | total | schlecht | falsch | komisch | seltsam | duplikat | mal anschauen | anschauen | abstürz* | absturz | stürzt ab',
  expected:
    'erwart* | soll | sollen | sollte | sollten | müsste | muss | müssen | darf nicht | dürfen nicht | gewünscht* | wünsch* | wäre schön | wäre gut | wäre hilfreich | wäre toll | möchte | möchten | damit | statt | anstatt | anstelle | stattdessen | höchstens | mindestens | ziel: | akzeptanzkriterien',
  actual:
    'tatsächlich* | aktuell | derzeit | momentan | zurzeit | stattdessen | jedoch | allerdings | fehl* | schlägt fehl | scheitert | stürzt | absturz | abstürz* | beendet sich | kaputt | falsch* | ungültig* | nicht mehr | kein* | nichts | fehlt | fehlen | verschwind* | verloren | verliert | hängt | langsam | dauert | zeigt | erscheint | wird angezeigt | meldet | gibt zurück | liefert | bleibt | springt | ignorier* | unerwartet* | doppelt | statt | tippfehler | exception* | funktioniert nicht | lässt sich nicht | kann nicht | wirft | abgeschnitten | leer',
  steps:
    'schritte zum nachstellen | schritte zur reproduktion | schritte zum reproduzieren | nachstellen | nachzustellen | reproduzier* | reproduktion | minimalbeispiel | so geht es',
  cause:
    'weil | wegen | aufgrund | verursacht | ursache | grund ist | das problem ist | liegt an | liegt daran | seit version | seit commit | eingeführt',
  fix: 'lösung | lösungsvorschlag | vorschlag | vorschlagen | schlage vor | schlagen vor | workaround | umgehung | könnte man | beheben durch | patch | ersetzen durch | stattdessen',
  asks: 'hinzufügen | ergänzen | unterstützen | umbenennen | entfernen | löschen | ersetzen | ändern | anzeigen | ausblenden | erlauben | ermöglichen | einführen | einbauen | implementieren | aktivieren | deaktivieren | verschieben | aufteilen | anbieten | bereitstellen | sortieren | prüfen | exportieren | importieren | speichern | dokumentieren | sperren | begrenzen | warnen | füge | ergänze | unterstütze | benenne | entferne | ersetze | zeige | erlaube',
  request:
    'feature-wunsch | funktionswunsch | neue funktion | neues feature | feature | erweiterung | wäre schön | wäre gut | wäre hilfreich | wäre toll | unterstützung für | option | ich möchte | als benutzer | als nutzer | als administrator*',
  vague:
    'verbesser* | besser* | schöner | aufräumen | optimier* | vereinfach* | modern* | benutzerfreundlich* | übersichtlich* | robuster | flexibler | einheitlich* | unklar | verwirrend | usw | etc | schneller | überarbeit* | refactor*',
  hedging:
    'vielleicht | wahrscheinlich | vermutlich | möglicherweise | eventuell | evtl | irgendwie | nicht sicher | bin unsicher | ich glaube | ich denke | ich vermute | wohl | scheint | anscheinend | könnte sein | keine ahnung | weiß nicht | oder so',
  alternatives:
    'oder vielleicht | oder eventuell | alternativ* | andere möglichkeit | eine andere option | mehrere möglichkeiten | zwei möglichkeiten | entweder ... oder | variante a | option 1 | option a | ob man',
  discussion:
    'diskut* | diskussion | meinung* | was meint ihr | was haltet ihr | was denkt ihr | rückmeldung | feedback | vorschläge | ideen | sollten wir | wie sollen wir | wie sollte',
  conditions:
    'wenn | falls | sobald | nachdem | bevor | während | beim | nach dem | nach der | ohne | solange',
  scenario: 'angenommen/wenn/dann',
  template:
    "eine klare und | beschreib* | bitte beschreib* | bitte gib | bitte geben | bitte füg* | bitte ausfüllen | bitte erläuter* | bitte nenn* | erklär* | erläuter* | kurze beschreibung | kurze zusammenfassung | schritte, um das | schritte zum reproduzieren des | schritte zur reproduktion des | gehe zu ' | gehe zu \" | gehen sie zu | klicke auf ' | klicke auf \" | klicken sie auf ' | scrolle | siehe fehler | fehler sehen | falls zutreffend | falls vorhanden | wenn zutreffend | gegebenenfalls | füge screenshots | füge weitere | fügen sie screenshots | fügen sie weitere | weitere informationen | was sollte passieren | was passiert stattdessen | was erwartest du | z. b. | z.b.",
  topics: {
    checklist: 'vor dem absenden | checkliste | bereits gemeldet | voraussetzungen | vorab',
    expected:
      'erwart* | soll | soll-verhalten | soll-zustand | sollte passieren | gewünscht* | akzeptanzkriterien | abnahmekriterien | ziel | ziele | anforderung* | lösung, die',
    actual:
      'tatsächlich* | ist-verhalten | ist-zustand | ist | beobachtet* | aktuelles verhalten | was passiert | was ist passiert | auswirkung* | fehlermeldung | fehlerbild | log',
    steps: 'schritte | nachstellen | reproduk* | reproduzier* | wie reproduz* | beispiel | vorgehen',
    environment:
      'umgebung | version* | betriebssystem | browser | gerät | system | plattform | desktop | hardware | betroffene version*',
    cause: 'ursache | grund | analyse',
    alternatives: 'alternativ*',
    fix: 'lösung* | vorschlag | behebung | umsetzung',
    wish: 'umfang | nicht-ziele | user story | funktion | anwendungsfall | motivation | nutzen | abgrenzung | feature',
    problem: 'beschreibung | beschreibe | problem | fehler | fehlerbeschreibung | zusammenfassung | worum',
    context:
      'zusätzlich* | kontext | screenshot* | bildschirmfoto* | weitere | sonstiges | anmerkung* | häufigkeit',
  },
  opposites:
    'aufsteigend/absteigend | immer/nie | immer/niemals | aktiviert/deaktiviert | erlaubt/verboten | erlauben/verbieten | pflicht/optional | sichtbar/ausgeblendet | anzeigen/ausblenden | angezeigt/ausgeblendet | synchron/asynchron | öffentlich/privat | älteste/neueste | erste/letzte | links/rechts | oben/unten | behalten/löschen | gelöscht/behalten | erforderlich/optional | automatisch/manuell | akzeptiert/abgelehnt | ein/aus | vor/nach',
  negations: 'nicht | nie | niemals | kein* | ohne',
};
