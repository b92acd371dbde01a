import type { Lexicon } from './lexicon.js';

export const portuguese: Lexicon = {
  code: 'pt',
  grammar:
    'o a os as um uma uns umas de do da dos das e ou mas não é são era foi ser está estão estar há tem têm ter eu nós você vocês ele ela eles elas se lhe me nos meu minha seu sua seus suas este esta isto esse essa isso aquele que quem qual como quando onde em no na nos nas ao aos à às por pelo pela para com sem sobre entre desde até mais menos muito também já ainda aqui ali tudo todos toda todas mesmo mesma outro outra fazer faz pode deve',
  idle: 'olá | oi | bom dia | boa tarde | equipe | equipa | obrigado | obrigada | por favor | corrigir | corrijam | consertar | consertem | arrumar | urgente* | se possível | se puderem | rápido | logo | ajuda | problema* | erro* | bug* | falha* | ticket* | chamado* | ver | veja | título | acima | abaixo | anexo | captura* | imagem | vídeo | link | igual | mesmo | continua* | ainda | quebrado | quebrada | não funciona | não funcionam | não funciona mais | não está funcionando | parou de funcionar | não dá | acontece | ocorre | última | último | versão | atualização | nenhum* | nada | desconhecido | não sei | teste | test | sim | não | chato | irritante | importante | clientes | todos | algo | tudo | às vezes | sempre | app | aplicativo | aplicação | programa | site | página | sistema | software | coisa | conforme conversamos | ontem | hoje | atenciosamente | abraços | realmente | ruim | errado | estranho | sem resposta | duplicado | verificar | n/a',
  expected:
    'esperad* | espera-se | esperav* | deveria* | deve | devem | precisa | tem que | têm que | tem de | desejad* | gostaria | gostaríamos | quero | queremos | seria bom | seria útil | seria ótimo | para que | em vez de | ao invés de | no máximo | no mínimo | pelo menos | objetivo: | critérios de aceitação',
  actual:
    'atual* | atualmente | no entanto | porém | falha* | erro* | exceção | fecha | trava | quebr* | incorret* | inválid* | errad* | não funciona | não aparece | não é | não mostra | não faz nada | nada acontece | não consegue | não é possível | falta* | perd* | some | desaparece* | lent* | demora | leva | mostra | exibe | aparece | retorna | fica | ignora* | inesperad* | duplicad* | em dobro | erro de digitação | vazi* | em branco | lança',
  steps:
    'passos para reproduzir | etapas para reproduzir | para reproduzir | reproduzir | reproduzível | reprodução | exemplo mínimo',
  cause:
    'porque | devido a | devido ao | causad* por | a causa | o problema é | por causa | desde a versão | desde o commit | introduzid*',
  fix: 'solução | proponho | propomos | proposta | sugiro | sugestão | poderia ser | pode ser corrigid* | patch | substituir ... por',
  asks: 'adicionar | adicione | acrescentar | suportar | permitir | renomear | remover | excluir | apagar | substituir | trocar | mudar | alterar | mostrar | exibir | ocultar | esconder | implementar | ativar | desativar | habilitar | desabilitar | mover | oferecer | ordenar | exportar | importar | salvar | guardar | documentar | limitar | bloquear | avisar | usar | criar | incluir',
  request:
    'solicitação de recurso | pedido de funcionalidade | nova funcionalidade | funcionalidade | novo recurso | melhoria | seria bom | seria útil | seria ótimo | suporte a | suporte para | possibilidade de | como usuário | como administrador* | gostaria de poder',
  vague:
    'melhor* | limpar | refator* | otimiz* | simplific* | modern* | mais amigável | amigável | mais claro | mais robusto | intuitiv* | inconsistente | confus* | etc | mais rápido | mais rápida | mais bonit*',
  hedging:
    'talvez | provavelmente | possivelmente | parece | acho que | acredito que | suponho | imagino | não tenho certeza | não sei | aparentemente | nem ideia | algo assim',
  alternatives:
    'ou talvez | alternativamente | outra opção | outra solução | outra possibilidade | várias opções | duas opções | várias formas | ou então | opção 1 | opção a',
  discussion:
    'discut* | discussão | debat* | opini* | o que acham | o que vocês acham | ideias | sugestões | deveríamos | como devemos',
  conditions:
    'quando | se | depois | após | antes | enquanto | ao abrir | ao fechar | ao salvar | ao clicar | sem | assim que | caso',
  scenario: 'dado/quando/então',
  template:
    "uma descrição clara | descrev* | por favor descrev* | por favor, descrev* | por favor, forne* | forneça | explique | passos para reproduzir o | etapas para reproduzir o | vá para ' | vá em ' | vá para \" | ir para ' | clique em ' | clique em \" | role para baixo | role até | veja o erro | ver erro | se aplicável | se possível | adicione capturas | adicione qualquer | inclua capturas | qualquer outro contexto | o que você esperava | o que deveria | preencha | informe | ex.: | por exemplo:",
  topics: {
    checklist: 'antes de enviar | lista de verificação | já reportado | pré-requisitos',
    expected:
      'esperad* | esperav* | desejad* | deveria | critérios de aceitação | critérios | objetivo* | requisito* | solução que',
    actual:
      'atual* | observad* | obtid* | o que acontec* | o que aconteceu | impacto | mensagem de erro | log | logs',
    steps: 'reprod* | passos | etapas | exemplo | como reproduzir',
    environment:
      'ambiente | vers* | sistema* | navegador | plataforma | dispositivo | desktop | smartphone | versões afetadas',
    cause: 'causa | análise | motivo',
    alternatives: 'alternativ*',
    fix: 'solução | soluções | proposta | sugestão | correção',
    wish: 'escopo | fora do escopo | história | funcionalidade | caso de uso | motivação | tarefas | recurso',
    problem: 'descrição | descrev* | problema | erro | resumo | bug | falha',
    context: 'adiciona* | contexto | captura* | outr* | notas | frequência | observações',
  },
  opposites:
    'crescente/decrescente | ascendente/descendente | sempre/nunca | ativado/desativado | habilitado/desabilitado | permitido/proibido | permitir/proibir | obrigatório/opcional | visível/oculto | mostrar/ocultar | síncrono/assíncrono | público/privado | primeiro/último | esquerda/direita | aceitar/rejeitar | aceito/rejeitado | manter/excluir | automaticamente/manualmente | antes/depois',
  negations: 'não | nunca | jamais | nenhum* | sem',
};
