import type { Lexicon } from './lexicon.js';

export const english: Lexicon = {
  code: 'en',
  grammar:
    "a an the this that these those it its it's is are was were be been being am i i'm we you he she they them my our your their his her of in on at to for from with by as into about and or but so than then not no do does did done don't has have had will would can could may there here all any some each when if while which who what how why where also just only too very again still now one new same",
  idle: "hi | hello | hey | dear | team | folks | all | guys | thanks | thank you | thx | please | pls | plz | fix* | asap | urgent* | if you could | if possible | if you can | quickly | soon | help | issue* | bug* | problem* | ticket* | reopen* | re-open* | close* | duplicate | dup | see | title | above | below | attached | attachment | screenshot* | image | video | link | details | same | still | again | broken | broke | doesn't work | does not work | not working | isn't working | don't work | didn't work | no longer works | works | happens | happening | happened | occurs | latest | last | version | update | feel free | allowed | any news | any update | +1 | me too | n/a | na | none | nothing | nope | idk | no idea | dunno | unknown | tbd | todo | test | yes | no | ok | lol | annoying | important | anymore | customers | everyone | everybody | something | anything | everything | thing* | stuff | somehow | sometimes | often | always | here | there | it's | look | check | someone | somebody | anyone | please look | discussed | mentioned | meeting | call | chat | yesterday | today | kind regards | regards | best | cheers | sincerely | really | totally | completely | just | terrible | bad | wrong | weird | strange | error* | fails | fail | failed | crash* | app | application | program | site | website | page | system | software | thing | product | no response | not applicable | as above | self explanatory | self-explanatory | blank | whatever | various | useless",
  expected:
    "expect* | should | shouldn't | supposed to | ought to | must | mustn't | desired | would like | would be nice | would be good | would be great | would be useful | would be helpful | want* to | I want | we want | need* to be | needs to | has to | have to | goal: | acceptance criteria | so that | instead of | rather than | at most | at least",
  actual:
    "actual | actually | currently | instead | however | fail | fails | failed | failing | failure* | raise | raises | raised | raising | throw | throws | crash* | break | breaks | broken | return | returns | error* | exception* | wrong | wrongly | incorrect* | invalid | doesn't | does not | isn't | is not | aren't | are not | didn't | don't | can't | cannot | can not | unable | no longer | unexpected* | regression* | regressed | ignor* | missing | lost | loses | drops | hangs | freezes | slow* | takes | says | shows | showed | prints | displays | gives | appears | shows up | disappear* | overwrites | overwritten | does nothing | nothing happens | typo* | misspell* | mistake* | stays | leaks | jumps | is cut | are cut | twice | duplicated | undefined | NaN | denied | timeout | times out",
  steps:
    'steps to reproduce | to reproduce | can reproduce* | can be reproduced | reproduced by | repro | reproduction | reproducible | reproduce | minimal example | minimal working example | minimal reproducible example | mwe | mcve | proof of concept',
  cause:
    'because | caused by | due to | the problem is | the reason is | the cause is | the culprit is | the issue is | root cause | introduced in | introduced by | since commit | since version | since v* | bisect*',
  fix: 'possible fix | possible solution | proposed fix | proposed solution | proposed change | suggested fix | suggested solution | suggested change | simple fix | easy fix | quick fix | can be fixed | could be fixed | should be fixed | should be changed | should be replaced | could be replaced | could be changed | should be removed | should be added | could be solved | can be solved | fix by | fixed by | fix it by | I propose | we propose | I suggest | we suggest | solution | workaround | patch | pull request | instead of',
  asks: 'add | allow | support | rename | remove | drop | delete | make | use | provide | implement | enable | disable | replace | change | show | hide | display | let | include | exclude | expose | move | split | merge | introduce | create | deprecate | warn | return | raise | reject | accept | catch | print | log | document | validate | upgrade | bump | switch | convert | keep | store | export | import | set | limit | lock | sort | cache | retry | escape | redirect | increase | decrease | raise | lower | migrate | extract | stop | do not | avoid | ignore | skip | require | ensure | send | write | read | save | offer | ask | please add | please support | please allow',
  request:
    "feature request | new feature | enhancement | add support | adding support | add an option | add option | support for | would be nice | would be good | would be great | would be useful | would be helpful | allow to | allows to | allow users | allow for | allow the | proposal | it'd be | as a user | as an admin* | I want to be able",
  vague:
    'improve* | better | nicer | cleanup | clean up | refactor* | optimi* | simplify | modern* | more robust | more flexible | more consistent | user friendly | user-friendly | more intuitive | inconsistent | confusing | unclear  | etc | faster | polish* | enhance*',
  hedging:
    "maybe | perhaps | probably | possibly | presumably | somehow | not sure | not entirely sure | not quite sure | not really sure | unsure | I think | I guess | I assume | I believe | I suspect | I wonder | might | seem | seems | apparently | something like | kind of | sort of | or so | no idea | don't know | tbd",
  alternatives:
    'or maybe | or perhaps | or should | or at least | or alternatively | alternatively | another option | another approach | another possibility | another solution | another way | one option | two options | several options | some options | other options | multiple options | other approaches | several approaches | several ways | two ways | option 1 | option a | whether to | whether or not | pros | cons',
  discussion:
    'discuss* | thoughts | wdyt | what do you think | feedback | opinion* | consensus | debate | happy to | let me know | any idea* | any suggestion* | any help | what should | how should | shall we | make sense | makes sense',
  conditions: 'when | whenever | if | after | before | while | unless | during | once | until | without',
  scenario: 'given/when/then',
  template:
    "a clear and concise | describe the | describe what | describe how | describe your | describe in | describe any | please describe the | describe what | describe how | describe your | describe in | describe any | please provide | please include | please add | please fill | please enter | please tell | please explain | please list | please attach | please paste | provide a clear | provide a link | provide a general | provide a minimal | provide a description | provide any | provide steps | tell us | explain the | explain how | explain why | explain what | briefly | summarize | summarise | summary of the | if applicable | if possible, | add any other | add any | add screenshots | add screenshot | include any | include screenshots | list the steps | list the versions | list any | list of steps | paste any | paste the | paste your | attach screenshots | attach any | attach logs | go to ' | go to \" | click on ' | click on \" | scroll down to ' | scroll down to \" | see error | steps to reproduce the behavior | steps to reproduce the behaviour | steps to reproduce the bug | ex. i'm always frustrated | write a clear | write a short | write here | what you expected to happen | what actually happen* | what happens instead | what you should see instead | how one can reproduce | type here | your answer | replace this | delete this | remove this | complete the following | a description of | first step | second step | and so on | not obligatory | which version of | what version of | what were you | what did you | how has this | screenshots, if",
  topics: {
    checklist:
      'existing issue | before submitting | before you | checklist | code of conduct | willing to | contribut* | prerequisites | pre-flight | search*',
    expected:
      'expect* | desired | should happen | acceptance criteria | acceptance | definition of done | done when | wanted | solution you | like to happen | like to see | success criteria | requirement* | goal | goals | target',
    actual:
      'actual* | observed | current behavior | current behaviour | current result | what happen* | what happens | what actually | went wrong | what is wrong | impact | symptom* | error message | error | logs | log output | stack trace | traceback',
    steps:
      'reproduc* | repro | steps | how to trigger | proof of concept | poc | example | mwe | what did you do | what you did',
    environment:
      'environment | version* | platform | operating system* | operating-system version | os | browser* | device | hardware | desktop | smartphone | system info* | system | setup | your environment | affected version* | sdk | dependencies',
    cause: 'cause | root cause | analysis | reason',
    alternatives: 'alternative* | other options',
    fix: 'solution | fix | proposal | proposed* | suggest* | remediation | mitigation | implementation | how should',
    wish: 'scope | non-goals | out of scope | user story | story | feature | use case* | motivation | verification | tasks | specification | design | behaviour rules | benefit*',
    problem:
      'describe the bug | bug description | description | describe | summary | problem | issue | what | overview | background | report | details',
    context:
      'additional* | context | screenshot* | anything else | other information | notes | frequency | related | references | attachments | remarks | more information',
  },
  opposites:
    'ascending/descending | always/never | enabled/disabled | enable/disable | allowed/forbidden | allow/forbid | allow/reject | accept/reject | accepted/rejected | required/optional | mandatory/optional | visible/hidden | show/hide | shown/hidden | included/excluded | include/exclude | uppercase/lowercase | synchronous/asynchronous | synchronously/asynchronously | public/private | oldest/newest | first/last | left/right | top/bottom | keep/delete | kept/deleted | keep/remove | kept/removed | true/false | case-sensitive/case-insensitive | read-only/editable | open/closed | inclusive/exclusive | increase/decrease | minimum/maximum | on/off | everyone/nobody | anyone/nobody | before/after | encrypted/unencrypted | sensitive/insensitive | automatically/manually | plain/encrypted | online/offline | horizontal/vertical | horizontally/vertically | add/remove',
  negations:
    "not | never | no | without | don't | doesn't | mustn't | shouldn't | can't | cannot | isn't | aren't | won't | nor",
};
