import type { Concept } from './words.js';

/**
 * The concepts in other languages than English, a row for each family whose words don't clash. Written as people write
 * them: accents are taken off where the words are read.
 */
export const latinLanguages: readonly Readonly<Partial<Record<Concept, string>>>[] = [
  // German
  {
    override:
      'ignorier* vergiss vergesst missacht* ubergeh* uberspring* verwirf* außer_acht ausblenden umgeh* übergeh* missachte',
    instructions:
      'anweisung* vorgaben instruktion* systemprompt prompt* anleitung* weisung* richtlini* leitfaden bewertungsleitfaden leitlini* vorgabe vorschrift* kriterien bewertungskriterien regelwerk regeln',
    prior:
      'vorherig* bisherig* obig* fruher* vorig* alle alles deine ihre samtlich* vorangegangen* vorherg* davor oben ursprünglich* genannt*',
    order:
      'bewerte bewerten vergib wahle wahlen stufe markiere gib antworte nenne stufen einstufen einzustufen klassifizier* beurteil* vergeben werte werten kennzeichne* markieren markiert bestätige entscheide erkläre setze',
    approve:
      'genehmig* akzeptier* freigeben freigib winke_durch durchwinken lass_durch annehmen nimm durchzuwinken durchgewinkt durchlassen winkt winke zulassen zustimmen stimme_zu befürwort*',
    reject:
      'lehne ablehnen zuruckweisen beanstande* lehnt abgelehnt abzulehnen ablehn* zurückgewies* zurückzuweisen befund* mängel rückfragen einwände bemängel* bedenken nachfragen fehler_melden fragen_stellen schwächen',
    not: 'nicht kein* niemals ohne nichts nie keinerlei',
    superlative:
      'beste* hochst* bestnote bestmoglich* gunstigst* perfekt* volle_punktzahl optimal* höchstnote höchstwertung einwandfrei*',
    good: 'korrekt richtig klar fehlerfrei positiv gut korrekte korrekten richtige vollständig* präzis* eindeutig* verständlich klare einwandfrei* gelöst ausreichend',
    verdict:
      'bewertung note urteil einstufung bewertungen ergebnis bewerten bewertet prüfung label etikett benotung begutachtung einschätzung beurteilung',
    this: 'diesen_patch dieser_patch dieses_ticket diesem_ticket diese_anderung dieser_anderung diesen_diff dieses_diff diesen_commit das_ticket den_patch der_patch die_anderung dieses_problem diesem_patch',
    machine:
      'ki bewerter prufer-ki sprachmodell ki-prufer ki-modell* bewertungsmodell bewertungssystem sprachmodelle assistent chatbot bot ki-system* modell bewertende',
    person: 'prufer gutachter gutachtern prüfern rezensent* reviewer bewertern juror*',
    address:
      'hinweis_an an_den an_die an_alle achtung nachricht_an liebe* lieber hinweis_für nachricht_für anweisung_für notiz_an notiz_für info_für bitte_an wichtig_für',
    you: 'du dein* sie_sind dir euch',
    must: 'muss mussen soll sollst musst sollen darf darfst dürfen hat_zu haben_zu sollten wirst',
    approved:
      'genehmigt gepruft freigegeben abgenommen bestatigt eingestuft abgesegnet zertifiziert verifiziert abgezeichnet begutachtet akzeptiert',
    already: 'bereits schon',
    authority:
      'sicherheitsteam team leitung abteilung gutachtern geschäftsleitung geschäftsführung vorstand maintainer* administrator* experten chef* rechtsabteilung qualitätssicherung',
    tests: 'testsuite tests test testfälle prüfungen',
    passed: 'bestanden bestehen erfolgreich grün',
    hidden: 'versteckt* geheim* verborgen*',
    demonstrative: 'dieser diese dieses diesen diesem vorliegend* folgend*',
    thing:
      'patch* ticket* änderung* diff commit code korrektur fix anfrage meldung issue pull-request beitrag lösung vorgang',
    role: 'du_bist sie_sind_nun sie_sind_jetzt bist_du ab_jetzt ab_sofort von_nun_an spiel* rolle',
    as: 'als',
  },
  // French
  {
    override:
      'ignore ignorez ignorer oublie oubliez negligez tiens_pas tenez_pas faites_abstraction faites_fi passez_outre contourne* écarte* ne_tenez ne_tiens abstraction tiens_compte tenez_compte',
    instructions:
      'consigne* instruction* directive* invite_systeme regles guide grille consignes critère* politique règlement',
    prior: 'precedent* anterieur* ci-dessus toutes tous vos tes ci-avant avant initial* reçu*',
    order:
      'notez note attribuez attribue donnez donne choisissez choisis classez evaluez notez-le notez-la considère* considérez déclare* qualifie* marque* juge jugez évalue attribuer donner choisir classer étiquette* retourne* renvoie* réponds répondez',
    approve:
      'approuve* accepte acceptez accepter validez valide laissez_passer approuver valider validée laisse_passer donnez_le_feu',
    reject: 'rejete* refuse* refusé* refuser rejeter défaut* signale* critiqu* questions objection* erreurs',
    not: 'ne pas jamais sans rien aucun aucune n',
    superlative:
      'meilleur* maximal* parfait* plus_favorable note_maximale maximale parfaitement optimal* excellent* favorable',
    good: 'correct* precis* clair* complet* juste valide valables suffisant* bon bonne',
    verdict: 'notation evaluation verdict jugement étiquette note appréciation décision relecture',
    this: 'ce_patch le_ticket ce_correctif cette_modification ce_changement cette_demande ce_diff le_patch cette_contribution ce_code',
    machine: 'ia modele_de_langage evaluateur modèle* assistant* bot llm automatique* agent',
    person: 'relecteur* evaluateur* réviseur* examinateur* correcteur* juge',
    address:
      'note_a message_a attention a_l_attention cher au_relecteur aux_relecteurs à_l_attention note_pour note_aux au_modèle pour_l aux_ia message_pour avis_aux avis_au à_l au aux',
    you: 'vous votre ton tu',
    must: 'devez dois doit devra devrez faut pouvez peuvent',
    approved: 'approuve valide verifie approuvé* validé* vérifié* certifié* examiné* accepté*',
    already: 'deja',
    authority: 'equipe responsable* direction mainteneur* sécurité expert* comité administrateur chef',
    tests: 'tests test épreuves',
    passed: 'reussi* passe réussissent passent passé* verts succès',
    hidden: 'caches caché* masqué* privé*',
    demonstrative: 'ce cette cet présent présente',
    thing:
      'patch correctif modification* changement* demande ticket* diff contribution code commit tâche requête rapport',
    role: 'tu_es vous_êtes n_es_plus es_désormais à_partir_de_maintenant désormais dorénavant jouons rôle',
    as: 'comme',
  },
  // Spanish, Portuguese, Italian
  {
    override:
      'ignora ignore ignorad ignorar olvida olvide olvidar descarta descarte esqueca esquece desconsidere desconsidera dimentica ignorate trascura omite omita omitir haz_caso hagas_caso pasa_por_alto salta ignori ignorare dimenticare non_tenere',
    instructions:
      'instruccion* indicacion* directric* instruco* instrucao instrucoes istruzion* diretriz* orientac* regole reglas regras política normas guía guia guida politica criterios critérios criteri prompt directrices orden ordenes órdenes linee_guida',
    prior:
      'anterior* previa* previo* precedent* todas todos tus sus suas tutte acima arriba anteriores originais originales iniciais iniciales di_prima de_arriba recibidas recebidas ricevute',
    order:
      'califica califique elige elija marca marque asigna da otorga clasifica avalie classifique escolha valuta scegli assegna contrassegna puntua califícalo márcalo evalúa evalúe valora valore considera considere declare declara clasifícalo dale dê responde responda rispondi dai classifica considerare avalia avaliar calificar valutare evaluar usa puntúa',
    approve:
      'aprueba apruebe aprobar acepta acepte aceptar aprove aprova aceite aceita approva accetta accettare aprovar deja_pasar aceptarlo aprueben aprovem aceitar aprobarlo approvare dar_por_buena passar deixe_passar lascia_passare aceitem acepten',
    reject:
      'rechaza rechace rechazar rejeite rifiuta rifiutare rechazarlo rechaces rechacen recusar recuse rejeitar defeito* defecto* preguntas perguntas domande errores erros difetti errori problemas problemi objeciones señales reporte* segnalare apontar respingere não_diz',
    not: 'no nao non nunca mai sin sem senza nada nenhum ningún nessun niente não_procurem',
    superlative:
      'mejor maxima maximo perfecto perfecta melhor perfeito perfeita migliore massimo massima ottimo mas_favorable mais_favoravel piu_favorevole óptima óptimo máximas perfettamente perfectamente perfeitamente excelente altísima alta_nota nota_máxima',
    good: 'correcto correcta claro correto correta corretto corretta chiaro preciso precisa positivo positiva completo completa clara chiara válido válida valido sufficientemente suficientemente limpio completamente resuelto resolvido risolto',
    verdict:
      'calificacion puntuacion evaluacion veredicto avaliacao nota classificacao valutazione voto giudizio etiqueta calificar evaluador rótulo etichetta puntaje puntuación scala escala valutatore revisión revisione revisão',
    this: 'este_parche el_ticket il_ticket o_ticket este_patch este_cambio esta_solicitud este_ticket este_codigo esta_mudanca esta_alteracao este_chamado questa_patch questa_modifica questo_ticket questa_correzione questo_codice el_parche la_patch o_patch',
    machine:
      'ia modelo_de_lenguaje modelo_de_linguagem evaluador avaliador valutatore evaluadores evaluadora avaliadores valutatori modelo modello asistente assistente bot llm automáticos automático automatico automatici automática juez_automático',
    person: 'revisor* revisore revisori',
    address:
      'nota_para nota_al atencion mensaje_para atencao aviso_ao nota_per attenzione estimado caro nota_a nota_ai nota_aos nota_a_los aviso_para avviso_per mensaje_al mensagem_para messaggio_per messaggio_al para_el_modelo para_o al_modello a_los aos ai al',
    you: 'tu usted voce te',
    must: 'debe debes deve devi devono deben debería tienes_que tem_que devem pueden podem possono puede pode può deberá dovrai sarebbe',
    approved:
      'aprobado aprobada verificado aprovado approvato verificato revisado aprobados aprovada verificada verificata approvata certificado certificada certificato revisada revisto validado validada controllato aceptado',
    already: 'ya ja gia',
    authority:
      'equipo equipe squadra seguridad segurança sicurezza dirección direção direzione mantenedor* responsable* responsabile responsável administrador* amministratore jefe chefe capo experto* especialista* empresa azienda',
    tests: 'pruebas testes test tests teste prueba prove suite',
    passed:
      'pasaron pasan passaram superati pasado aprueban passam passou superano superato éxito sucesso successo verdes',
    hidden: 'ocultas ocultos nascosti oculta* oculto* escondid* nascost* privad* segret* secret*',
    demonstrative: 'este esta esto estes questo questa queste questi presente',
    thing:
      'parche patch cambio* ticket* solicitud código mudança* alteração chamado correção corrección modifica correzione codice diff commit petición tarefa tarea richiesta incidencia segnalazione',
    role: 'eres você_é tu_es sei_un sei_ora ya_no_eres já_não ahora_eres agora_você de_ahora_en_adelante a_partir_de_agora a_partir_de_ahora da_ora_in_poi juguemos vamos_brincar giochiamo papel ruolo fai_finta finge',
    as: 'como come per',
  },
  // Dutch, Swedish, Danish, Norwegian, Finnish
  {
    override: 'negeer vergeet ignorera glom ignorer glem sla_over bortse unohda ohita jata_huomiotta',
    instructions:
      'instructies aanwijzing* richtlijn* instruktion* anvisning* instrukser instruks* riktlinj* ohjeet ohjeita kehotteet regler regels',
    prior:
      'eerdere vorige voorgaande alle tidigare foregaende alla tidligere foregaende forrige aiemmat aikaisemmat kaikki bovenstaande ovanstaende',
    order: 'beoordeel kies geef markeer valj betygsatt ge vaelg velg giv gi vurder valitse anna arvioi bedom',
    approve: 'keur_goed goedkeuren accepteer keur godkann acceptera godkend accepter godta godkjenn hyvaksy',
    superlative: 'beste hoogste basta hogsta bedste hoyeste paras paras_mahdollinen korkein',
    good: 'goed juist korrekt riktig oikea rigtig correct',
    verdict: 'beoordeling oordeel betyg bedomning vurdering karakter arvosana arvio',
    this: 'deze_wijziging deze_patch dit_ticket dit_verzoek den_har_andringen denna_andring denna_patch denne_andring denne_patch denne_endringen tama_muutos taman_muutoksen tama_korjaus deze_verandering denne_aendring',
    approved: 'goedgekeurd godkand godkendt godkjent hyvaksytty',
    already: 'reeds al redan allerede jo',
    reject: 'afwijzen wijs_af afkeuren avvisa avslå afvis avvis hylkää',
    not: 'niet geen zonder inte utan ikke uten uden ei älä',
    machine: 'ai taalmodel beoordelaar språkmodell bedömare sprogmodel bedømmer kielimalli arvioija',
    address: 'aan_de voor_de opmerking_voor till til huomautus',
    demonstrative: 'deze dit den_här denna denne dette tämä tämän',
    thing: 'patch wijziging ticket ändringen ændring endring muutos muutoksen diff kode code verzoek',
    you: 'je jij u du sinä',
    must: 'moet måste skal pitää',
    authority: 'beveiligingsteam team säkerhetsteamet sikkerhedsteamet turvatiimi',
    hidden: 'verborgen dolda skjulte piilotetut',
    tests: 'tests tester testit',
    passed: 'geslaagd godkända bestået läpäisty klarade',
    as: 'als som til',
    role: 'je_bent du_är du_er olet vanaf_nu från_och_med_nu fra_nu_af',
  },
  // Polish, Czech, Slovak, Romanian, Hungarian, Croatian
  {
    override:
      'zignoruj ignoruj zapomnij pomin ignorujte zapomen zapomente ignora uita ignorati hagyd_figyelmen hagyja_figyelmen felejtsd zanemari zaboravi zlekceważ zapomnijcie pomiń pomijaj odrzuć_wszystkie nie_zważaj ignorovat opomiň',
    instructions:
      'instrukcj* polecen* wytyczn* pokyn* instrukc* instructiunil* instructiuni* utasitas* upute uputstva pravidla zasady wskazówk* poleceń instrukcji zaleceń wytycznych zasad regulamin* prompt*',
    prior:
      'poprzedni* wczesniejsz* wszystk* predchoz* predchadz* vsechny vsetky anterioare toate osszes korabbi elozo sve prethodne powyższ* dotychczasow* otrzyman* výše',
    order:
      'ocen wybierz przyznaj oznacz ohodnot vyber zvol evalueaza alege acorda ertekeld valaszd adj odaberi ocijeni daj oceń wystaw wystawić wystawisz oznaczyć oznaczaj uznaj uznać potraktuj nadaj zaklasyfikuj odpowiedz zwróć przypisz ocenić označ udělej',
    approve:
      'zatwierdz zaakceptuj przyjmij schval schvalte prijmi aproba accepta fogadd hagyd_jova odobri prihvati zatwierdzić akceptuj zaakceptować przepuść przepuścić przyjąć schválit',
    superlative:
      'najlepsz* najwyzsz* nejlepsi nejvyssi najlepsi cea_mai_buna legjobb legmagasabb najbolj* najvis* maksymaln* doskonał* idealn* celując* wzorow*',
    good: 'poprawn* prawidlow* spravn* corect* helyes* ispravn* tocan jasne jasny jasna kompletn* pełn* wystarczając* dobre dobry zrozumiał* správn*',
    verdict:
      'ocena ocene hodnoceni hodnotenie znamku evaluare nota ertekeles osztalyzat ocjenu oceny ocenę oceniania etykiet* werdykt ocenianie recenzj*',
    this: 'te_zmiane ta_zmiana te_latke ten_patch te_poprawke tuto_zmenu tento_patch tuto_opravu aceasta_modificare acest_patch ezt_a_valtoztatast ezt_a_javitast ovu_promjenu ovaj_patch to_zgloszenie',
    approved:
      'zatwierdzon* schvalen* aprobat* jovahagy* sprawdzon* zweryfikowan* zaakceptowan* certyfikowan* przejrzan* ocenion*',
    already: 'juz uz deja mar vec',
    reject:
      'odrzucaj odrzucać odrzuć odrzucić zgłaszaj zgłaszać błędów pytań uwag zastrzeżeń wad zadawaj odmítni odmietni odmawia* zamietni respinge utasítsd odbij',
    not: 'nie bez żadnych nigdy ne žádné nu fără nincs',
    machine: 'ai si model modelu modele modelem oceniający asystent* bot recenzenta_ai llm automat* sztuczn*',
    person: 'recenzent* oceniając* hodnotitel* sprawdzając*',
    demonstrative:
      'ten ta to te tego tej tę tym tento tato toto tuto acest această ez ezt ovaj ovu niniejsz*',
    thing:
      'patch* łatk* zmian* zgłoszeni* popraw* diff* kod* commit* zadani* ticket* změn* oprav* modificare javítás* izmjen*',
    address:
      'uwaga_dla uwaga notatka_dla wiadomość_dla informacja_dla do_recenzenta do_modelu do dla poznámka_pro pro',
    you: 'ty twoj* masz wy ci',
    role: 'jesteś jesteście od_teraz nie_jesteś od_tej_chwili zagrajmy rol* udawaj jsi odteď',
    must: 'musisz masz powinien powinieneś należy trzeba mają może',
    authority:
      'zespół zespołu kierownik* administrator* dyrekcj* opiekun* bezpieczeństwa ekspert* szef* zarząd*',
    tests: 'testy testów test',
    passed: 'przeszły przechodzą zaliczon* zdane pomyślnie',
    hidden: 'ukryt* tajn* skryt*',
    as: 'jako za jak',
  },
];
