/** Tickets in the languages that tickets are read in: what is clear, what is vague, and a template as it comes. */
export interface TicketsOfLanguage {
  readonly code: string;
  readonly clear: readonly string[];
  readonly vague: readonly string[];
  readonly template: string;
}

export const ticketsByLanguage: readonly TicketsOfLanguage[] = [
  {
    code: 'en',
    clear: [
      '# Invoice total ignores the discount\n\n## Steps to reproduce\n1. Open invoice 17\n2. Set the discount to 10%\n3. Press "Recalculate"\n\n## Expected behavior\nThe total is 90.00.\n\n## Actual behavior\nThe total stays at 100.00.\n\n## Environment\nVersion 3.4.1, Firefox 128\n',
      'Rename the option `--verbose` of `tool build` to `--log-level` and keep the old name as an alias\n',
    ],
    vague: [
      '# Dashboard is bad\n\nThe dashboard does not work. Please fix it quickly, everybody is annoyed.\n',
      '# Improve the reports\n\nThe reports should be nicer and more modern.\n',
    ],
    template:
      "# Broken login\n\n**Describe the bug**\nA clear and concise description of what the bug is.\n\n**To Reproduce**\nSteps to reproduce the behavior:\n1. Go to '...'\n2. See error\n\n**Expected behavior**\nA clear and concise description of what you expected to happen.\n",
  },
  {
    code: 'de',
    clear: [
      '# Rabatt wird in der Rechnungssumme ignoriert\n\n## Schritte zum Nachstellen\n1. Rechnung 17 öffnen\n2. Rabatt auf 10 % setzen\n3. Auf „Neu berechnen“ klicken\n\n## Erwartetes Verhalten\nDie Summe beträgt 90,00.\n\n## Tatsächliches Verhalten\nDie Summe bleibt bei 100,00.\n\n## Umgebung\nVersion 3.4.1, Firefox 128\n',
      '# Option `--quiet` zu `tool export` hinzufügen, die den Fortschrittsbalken ausblendet\n',
    ],
    vague: [
      '# Übersicht kaputt\n\nDie Übersicht funktioniert nicht mehr. Bitte schnell beheben, alle sind genervt.\n',
      '# Berichte verbessern\n\nDie Berichte sollten schöner und moderner werden.\n',
    ],
    template:
      "# Anmeldung kaputt\n\n**Beschreibe den Fehler**\nEine klare und prägnante Beschreibung des Fehlers.\n\n**Reproduktion**\nSchritte zum Reproduzieren des Verhaltens:\n1. Gehe zu '...'\n2. Klicke auf '....'\n3. Siehe Fehler\n\n**Erwartetes Verhalten**\nEine klare und prägnante Beschreibung dessen, was du erwartet hast.\n\n**Umgebung**\n- Browser [z. B. Chrome]\n",
  },
  {
    code: 'fr',
    clear: [
      '# La remise est ignorée dans le total de la facture\n\n## Étapes pour reproduire\n1. Ouvrir la facture 17\n2. Mettre la remise à 10 %\n3. Cliquer sur « Recalculer »\n\n## Comportement attendu\nLe total est de 90,00.\n\n## Comportement observé\nLe total reste à 100,00.\n\n## Environnement\nVersion 3.4.1, Firefox 128\n',
      '# Ajouter à `tool export` une option `--quiet` qui masque la barre de progression\n',
    ],
    vague: [
      '# Tableau de bord cassé\n\nLe tableau de bord ne marche plus. Merci de corriger rapidement, tout le monde est agacé.\n',
      '# Améliorer les rapports\n\nLes rapports devraient être plus jolis et plus modernes.\n',
    ],
    template:
      "# Connexion cassée\n\n**Décrivez le bug**\nUne description claire et concise du bug.\n\n**Pour reproduire**\nÉtapes pour reproduire le comportement :\n1. Allez à '...'\n2. Cliquez sur '....'\n3. Voir l'erreur\n\n**Comportement attendu**\nUne description claire et concise de ce que vous attendiez.\n",
  },
  {
    code: 'es',
    clear: [
      '# El total de la factura ignora el descuento\n\n## Pasos para reproducir\n1. Abrir la factura 17\n2. Poner el descuento en 10 %\n3. Pulsar «Recalcular»\n\n## Comportamiento esperado\nEl total es 90,00.\n\n## Comportamiento actual\nEl total se queda en 100,00.\n\n## Entorno\nVersión 3.4.1, Firefox 128\n',
      '# Añadir a `tool export` una opción `--quiet` que oculte la barra de progreso\n',
    ],
    vague: [
      '# El panel está roto\n\nEl panel ya no funciona. Por favor arreglen esto rápido, todos están molestos.\n',
      '# Mejorar los informes\n\nLos informes deberían ser más bonitos y más modernos.\n',
    ],
    template:
      "# Inicio de sesión roto\n\n**Describe el error**\nUna descripción clara y concisa de cuál es el error.\n\n**Para reproducir**\nPasos para reproducir el comportamiento:\n1. Ve a '...'\n2. Haz clic en '....'\n3. Ver error\n\n**Comportamiento esperado**\nUna descripción clara y concisa de lo que esperabas.\n",
  },
  {
    code: 'pt',
    clear: [
      '# O total da fatura ignora o desconto\n\n## Passos para reproduzir\n1. Abrir a fatura 17\n2. Definir o desconto em 10 %\n3. Clicar em "Recalcular"\n\n## Comportamento esperado\nO total é 90,00.\n\n## Comportamento atual\nO total continua em 100,00.\n\n## Ambiente\nVersão 3.4.1, Firefox 128\n',
      '# Adicionar ao `tool export` uma opção `--quiet` que oculta a barra de progresso\n',
    ],
    vague: [
      '# Painel quebrado\n\nO painel não funciona mais. Por favor corrijam isso rápido, todos estão irritados.\n',
      '# Melhorar os relatórios\n\nOs relatórios deveriam ser mais bonitos e mais modernos.\n',
    ],
    template:
      "# Login quebrado\n\n**Descreva o bug**\nUma descrição clara e concisa do que é o bug.\n\n**Para reproduzir**\nPassos para reproduzir o comportamento:\n1. Vá para '...'\n2. Clique em '....'\n3. Veja o erro\n\n**Comportamento esperado**\nUma descrição clara e concisa do que você esperava que acontecesse.\n",
  },
  {
    code: 'ru',
    clear: [
      '# Скидка не учитывается в сумме счёта\n\n## Шаги для воспроизведения\n1. Открыть счёт 17\n2. Поставить скидку 10 %\n3. Нажать «Пересчитать»\n\n## Ожидаемое поведение\nСумма равна 90,00.\n\n## Фактическое поведение\nСумма остаётся 100,00.\n\n## Окружение\nВерсия 3.4.1, Firefox 128\n',
      '# Добавить в `tool export` параметр `--quiet`, который скрывает индикатор выполнения\n',
    ],
    vague: [
      '# Панель сломана\n\nПанель больше не работает. Пожалуйста, исправьте срочно, все недовольны.\n',
      '# Улучшить отчёты\n\nОтчёты должны быть красивее и современнее.\n',
    ],
    template:
      "# Сломан вход\n\n**Опишите ошибку**\nЧёткое и краткое описание ошибки.\n\n**Как воспроизвести**\nШаги для воспроизведения поведения:\n1. Перейдите в '...'\n2. Нажмите на '....'\n3. Увидеть ошибку\n\n**Ожидаемое поведение**\nЧёткое и краткое описание того, что вы ожидали.\n",
  },
  {
    code: 'pl',
    clear: [
      '# Suma faktury ignoruje rabat\n\n## Kroki do odtworzenia\n1. Otworzyć fakturę 17\n2. Ustawić rabat na 10 %\n3. Kliknąć „Przelicz”\n\n## Oczekiwane zachowanie\nSuma wynosi 90,00.\n\n## Rzeczywiste zachowanie\nSuma pozostaje równa 100,00.\n\n## Środowisko\nWersja 3.4.1, Firefox 128\n',
      '# Dodać do `tool export` opcję `--quiet`, która ukrywa pasek postępu\n',
    ],
    vague: [
      '# Panel zepsuty\n\nPanel przestał działać. Proszę szybko naprawić, wszyscy są zirytowani.\n',
      '# Poprawić raporty\n\nRaporty powinny być ładniejsze i nowocześniejsze.\n',
    ],
    template:
      "# Zepsute logowanie\n\n**Opisz błąd**\nJasny i zwięzły opis błędu.\n\n**Jak odtworzyć**\nKroki do odtworzenia zachowania:\n1. Przejdź do '...'\n2. Kliknij na '....'\n3. Zobacz błąd\n\n**Oczekiwane zachowanie**\nJasny i zwięzły opis tego, czego oczekiwałeś.\n",
  },
  {
    code: 'zh',
    clear: [
      '# 发票总额没有计入折扣\n\n## 复现步骤\n1. 打开发票 17\n2. 将折扣设置为 10%\n3. 点击“重新计算”\n\n## 预期行为\n总额为 90.00。\n\n## 实际行为\n总额仍为 100.00。\n\n## 环境\n版本 3.4.1，Firefox 128\n',
      '# 为 `tool export` 增加 `--quiet` 选项，用于隐藏进度条\n',
    ],
    vague: [
      '# 仪表盘坏了\n\n仪表盘不能用了，请尽快修复，大家都很烦。\n',
      '# 优化报表\n\n报表应该更美观、更现代化。\n',
    ],
    template:
      "# 登录坏了\n\n**描述问题**\n对问题的清晰简洁的描述。\n\n**复现**\n复现该行为的步骤：\n1. 转到 '...'\n2. 点击 '....'\n3. 看到错误\n\n**预期行为**\n清晰简洁地描述您期望发生的事情。\n\n**环境**\n- 浏览器 [例如 chrome]\n",
  },
  {
    code: 'ja',
    clear: [
      '# 請求書の合計に割引が反映されない\n\n## 再現手順\n1. 請求書 17 を開く\n2. 割引を 10% にする\n3. 「再計算」を押す\n\n## 期待される動作\n合計が 90.00 になる。\n\n## 実際の動作\n合計が 100.00 のままになる。\n\n## 環境\nバージョン 3.4.1、Firefox 128\n',
      '# `tool export` に進捗バーを隠す `--quiet` オプションを追加する\n',
    ],
    vague: [
      '# ダッシュボードが壊れた\n\nダッシュボードが動きません。至急修正をお願いします。みんな困っています。\n',
      '# レポートの改善\n\nレポートをもっときれいでモダンにしてほしい。\n',
    ],
    template:
      "# ログインが壊れた\n\n**バグの説明**\nバグの内容を明確かつ簡潔に説明してください。\n\n**再現手順**\n動作を再現する手順:\n1. '...' に移動\n2. '....' をクリック\n3. エラーを確認\n\n**期待される動作**\n期待していたことを明確かつ簡潔に説明してください。\n\n**環境**\n- ブラウザ [例: chrome]\n",
  },
  {
    code: 'ko',
    clear: [
      '# 청구서 합계에 할인이 반영되지 않음\n\n## 재현 방법\n1. 청구서 17을 연다\n2. 할인을 10%로 설정한다\n3. "다시 계산"을 누른다\n\n## 예상 동작\n합계가 90.00이다.\n\n## 실제 동작\n합계가 100.00으로 남아 있다.\n\n## 환경\n버전 3.4.1, Firefox 128\n',
      '# `tool export`에 진행률 표시줄을 숨기는 `--quiet` 옵션 추가\n',
    ],
    vague: [
      '# 대시보드 고장\n\n대시보드가 작동하지 않습니다. 빨리 고쳐 주세요. 모두 짜증을 냅니다.\n',
      '# 보고서 개선\n\n보고서가 더 예쁘고 현대적이어야 합니다.\n',
    ],
    template:
      "# 로그인 고장\n\n**버그 설명**\n버그에 대해 명확하고 간결하게 설명해 주세요.\n\n**재현 방법**\n동작을 재현하는 단계:\n1. '...'로 이동\n2. '....' 클릭\n3. 오류 확인\n\n**예상 동작**\n기대했던 것을 명확하고 간결하게 설명해 주세요.\n\n**환경**\n- 브라우저 [예: chrome]\n",
  },
];
