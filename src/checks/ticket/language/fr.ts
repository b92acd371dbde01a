import type { Lexicon } from './lexicon.js';

export const french: Lexicon = {
  code: 'fr',
  grammar:
    'le la les l un une des du de d et ou mais ne pas n est sont était été être a ont avoir je j nous vous il elle ils on se s ce cet cette ces ça qui que qu quoi dont où dans en sur sous à au aux par pour avec sans plus moins très si comme quand lorsque car donc mon ma mes notre votre leur son sa ses tout tous toute toutes même aussi encore ici là y faire fait peut doit merci rien',
  idle: "bonjour | salut | équipe | merci | svp | s'il vous plaît | s'il te plaît | corriger | corrigez | réparer | réparez | urgent* | si possible | vite | rapidement | aide | problème* | bug* | erreur* | ticket* | voir | titre | ci-dessus | ci-dessous | ci-joint | capture* | image | vidéo | lien | pareil | idem | même | encore | toujours | cassé* | ne marche pas | ne marche plus | marche pas | ne fonctionne pas | ne fonctionne plus | fonctionne pas | arrive | se produit | dernière | dernier | version | mise à jour | aucun* | aucune réponse | rien | inconnu | je ne sais pas | test | oui | non | énervant | pénible | important | clients | tout le monde | quelque chose | parfois | souvent | app | application | programme | site | page | système | logiciel | comme discuté | hier | cordialement | bien à vous | vraiment | mauvais | faux | bizarre | doublon | planter | plante | regarder",
  expected:
    "attendu* | attend* | devrait | devraient | doit | doivent | devoir | souhait* | je voudrais | je veux | nous voudrions | j'aimerais | nous aimerions | serait bien | serait utile | serait bon | faudrait | il faut | afin que | pour que | au lieu de | plutôt que | au plus | au moins | objectif : | critères d'acceptation",
  actual:
    "actuel* | actuellement | observé* | cependant | pourtant | échoue* | échec | plante | plantage | cass* | erreur* | exception* | incorrect* | invalide* | faux | ne fait rien | rien ne se passe | ne fonctionne | ne s'affiche | n'est pas | n'apparaît | ne peut pas | impossible | manque* | perdu* | disparaît | disparait | bloque | lent* | prend | affiche | apparaît | renvoie | retourne | reste | ignor* | inattendu* | en double | faute de frappe | coquille | se ferme | tronqué* | vide",
  steps:
    'étapes pour reproduire | étapes de reproduction | pour reproduire | reproduire | reproductible | reproduction | exemple minimal',
  cause:
    "parce que | parce qu' | à cause de | causé par | dû à | due à | la cause | le problème est | la raison | depuis la version | depuis le commit | introduit",
  fix: 'solution | correctif | je propose | nous proposons | proposition | suggestion | je suggère | contournement | on pourrait | pourrait être | patch | remplacer ... par',
  asks: 'ajouter | ajoutez | ajout | prendre en charge | permettre | renommer | supprimer | retirer | enlever | remplacer | changer | modifier | afficher | masquer | implémenter | activer | désactiver | déplacer | introduire | proposer | fournir | trier | exporter | importer | enregistrer | documenter | limiter | verrouiller | avertir | utiliser | créer',
  request:
    'demande de fonctionnalité | nouvelle fonctionnalité | fonctionnalité | évolution | serait bien | serait utile | prise en charge | possibilité de | en tant qu* | je voudrais pouvoir',
  vague:
    'amélior* | mieux | meilleur* | nettoyer | refactor* | optimis* | simplifi* | modern* | ergonomi* | convivial* | plus clair* | plus robuste | intuiti* | incohérent* | confus* | etc | plus rapide | plus joli*',
  hedging:
    'peut-être | probablement | sans doute | éventuellement | il semble | semble* | on dirait | je pense | je crois | je suppose | pas sûr* | je ne sais pas | apparemment | aucune idée | une sorte de',
  alternatives:
    'ou peut-être | ou bien | sinon | alternativement | autre option | autre solution | autre possibilité | plusieurs options | plusieurs solutions | deux options | soit ... soit | option 1 | option a',
  discussion:
    "discut* | discussion | avis | qu'en pensez-vous | qu'en penses-tu | qu'en pensez | vos idées | des idées | retour* | faut-il | devrions-nous | comment faire",
  conditions:
    'quand | lorsque | lorsqu* | si | après | avant | pendant | dès que | sans | en cas de | une fois',
  scenario: 'étant donné/quand/alors',
  template:
    "une description claire | décri* | veuillez | merci de décrire | merci de fournir | expliqu* | étapes pour reproduire le | étapes à suivre pour | allez à | aller à ' | aller sur ' | allez sur | cliquez sur ' | cliquer sur ' | cliquez sur \" | faites défiler | faire défiler | voir l'erreur | voir erreur | le cas échéant | si applicable | si possible | ajoutez des captures | ajoutez tout | ajouter tout | ajouter des captures | tout autre contexte | ce que vous attendiez | ce qui devrait | que se passe-t-il | indiquez | précisez | par ex",
  topics: {
    checklist: 'avant de soumettre | liste de contrôle | vérifications | déjà signalé',
    expected:
      "attendu* | attend* | souhaité* | devrait | critères d'acceptation | critères | objectif* | exigence* | solution que vous",
    actual:
      "observé* | actuel* | constaté* | obtenu | que se passe | impact | message d'erreur | journal | logs",
    steps: 'reprod* | étapes | exemple | comment reproduire',
    environment:
      'environnement | version* | système | navigateur | plateforme | appareil | ordinateur | smartphone | versions affectées',
    cause: 'cause | analyse | raison',
    alternatives: 'alternativ*',
    fix: 'solution* | correctif | proposition | suggestion',
    wish: "périmètre | hors périmètre | récit | fonctionnalité | cas d'usage | motivation | besoin | tâches",
    problem: 'description | décri* | problème | bug | bogue | résumé | anomalie | erreur',
    context: 'supplémentaire* | contexte | capture* | autre* | remarque* | fréquence | complémentaire*',
  },
  opposites:
    'croissant/décroissant | croissante/décroissante | ascendant/descendant | toujours/jamais | activé/désactivé | activée/désactivée | autorisé/interdit | obligatoire/facultatif | obligatoire/optionnel | visible/masqué | afficher/masquer | affiché/masqué | synchrone/asynchrone | public/privé | premier/dernier | gauche/droite | haut/bas | accepté/refusé | accepter/refuser | conserver/supprimer | automatiquement/manuellement | avant/après',
  negations: "ne | n' | pas | jamais | aucun* | sans",
};
