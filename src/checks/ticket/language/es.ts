import type { Lexicon } from './lexicon.js';

export const spanish: Lexicon = {
  code: 'es',
  grammar:
    'el la los las un una unos unas de del y o u pero no es son era fue ser está están estar ha han haber he yo nosotros ustedes él ella ellos se lo le les me nos mi mis su sus este esta esto estos estas ese esa eso que qué quien cual como cuando donde en al a por para con sin sobre entre desde hasta más menos muy si sí también ya aún todavía aquí allí todo todos toda todas mismo misma otra otro hay hacer hace puede debe',
  idle: 'hola | buenas | buenos días | equipo | gracias | por favor | arreglar | arreglen | arregla* | corregir | corrijan | urgente* | si es posible | si pueden | rápido | pronto | ayuda | problema* | error* | bug* | fallo* | ticket* | incidencia* | ver | título | arriba | abajo | adjunto | captura* | imagen | video | vídeo | enlace | igual | mismo | sigue | siguen | roto | rota | no funciona | no funcionan | no funciona más | ya no funciona | no sirve | no va | pasa | ocurre | última | último | versión | actualización | ninguno | ninguna | nada | desconocido | no sé | no lo sé | prueba | test | sí | no | molesto | importante | clientes | todos | algo | todo | a veces | siempre | app | aplicación | programa | sitio | web | página | sistema | software | cosa | como hablamos | ayer | hoy | saludos | atentamente | realmente | mal | malo | raro | sin respuesta | duplicado | revisar | revisen | n/a',
  expected:
    'esperad* | espera* | esperab* | debería* | deberia* | debe | deben | debería ser | tiene que | tienen que | hay que | desead* | quisiera | me gustaría | nos gustaría | quiero | queremos | sería bueno | sería útil | estaría bien | para que | en lugar de | en vez de | como máximo | como mínimo | al menos | objetivo: | criterios de aceptación',
  actual:
    'actual* | actualmente | sin embargo | pero | falla* | fallo* | error* | excepción | se cierra | se cuelga | se bloquea | rot* | incorrect* | inválid* | equivocad* | no funciona | no se | no aparece | no muestra | no hace nada | no pasa nada | no puede | no es posible | ya no | falta* | perdi* | se pierde* | desaparece* | lent* | tarda | muestra | aparece | devuelve | queda | ignora* | inesperad* | duplicad* | errata | vací* | en blanco | lanza',
  steps:
    'pasos para reproducir | pasos de reproducción | para reproducir | reproducir | reproducible | reproducción | ejemplo mínimo',
  cause:
    'porque | debido a | causad* por | la causa | el problema es | por culpa de | desde la versión | desde el commit | introducid*',
  fix: 'solución | propongo | proponemos | propuesta | sugiero | sugerencia | se podría | podría ser | parche | reemplazar ... por | corregir con',
  asks: 'añadir | agregar | añade | agrega | soportar | permitir | renombrar | eliminar | quitar | borrar | reemplazar | sustituir | cambiar | mostrar | ocultar | implementar | activar | desactivar | habilitar | deshabilitar | mover | introducir | ofrecer | ordenar | exportar | importar | guardar | documentar | limitar | bloquear | avisar | usar | crear | incluir',
  request:
    'solicitud de función | nueva función | nueva funcionalidad | funcionalidad | característica | mejora | sería bueno | sería útil | soporte para | posibilidad de | como usuario | como administrador* | me gustaría poder',
  vague:
    'mejora* | mejor | limpiar | refactor* | optimiz* | simplific* | modern* | más amigable | amigable | más claro | más robusto | intuitiv* | inconsistente | confus* | etc | más rápido | más rápida | más bonit*',
  hedging:
    'quizá* | quizás | tal vez | probablemente | posiblemente | a lo mejor | parece | creo que | supongo | pienso que | no estoy seguro | no estoy segura | no sé | aparentemente | ni idea | algo así',
  alternatives:
    'o quizás | o tal vez | alternativamente | otra opción | otra solución | otra posibilidad | varias opciones | dos opciones | varias formas | o bien | opción 1 | opción a | si conviene',
  discussion:
    'discut* | discusión | debat* | opini* | qué opinan | qué piensan | qué os parece | qué les parece | ideas | sugerencias | deberíamos | cómo deberíamos',
  conditions:
    'cuando | si | después | antes | mientras | al abrir | al cerrar | al guardar | al hacer | tras | sin | una vez | en caso de',
  scenario: 'dado/cuando/entonces',
  template:
    "una descripción clara | describ* | por favor describ* | por favor, describ* | por favor proporcion* | por favor, proporcion* | explique | explica | pasos para reproducir el | vaya a ' | ve a ' | ir a ' | vaya a \" | haga clic en ' | haz clic en ' | hacer clic en ' | clic en ' | desplácese | desplázate | ver error | vea el error | si corresponde | si aplica | si procede | si es posible | agregue capturas | agregue cualquier | añada capturas | añada cualquier | agrega capturas | añade capturas | cualquier otro contexto | lo que esperaba | qué esperaba* | qué debería | complete la | indique | indica | p. ej. | por ejemplo:",
  topics: {
    checklist: 'antes de enviar | lista de verificación | ya reportado | requisitos previos',
    expected:
      'esperad* | esperab* | desead* | debería | criterios de aceptación | criterios | objetivo* | requisito* | solución que',
    actual:
      'actual* | observad* | obtenid* | qué pas* | qué ocurr* | impacto | mensaje de error | registro | logs',
    steps: 'reprod* | pasos | ejemplo | cómo reproducir',
    environment:
      'entorno | versi* | sistema* | navegador | plataforma | dispositivo | escritorio | smartphone | ambiente | versiones afectadas',
    cause: 'causa | análisis | motivo',
    alternatives: 'alternativ*',
    fix: 'solución | soluciones | propuesta | sugerencia | corrección',
    wish: 'alcance | fuera de alcance | historia | funcionalidad | caso de uso | motivación | tareas',
    problem: 'descripción | describ* | problema | error | resumen | incidencia | fallo',
    context: 'adicional* | contexto | captura* | otro* | notas | frecuencia | observaciones',
  },
  opposites:
    'ascendente/descendente | siempre/nunca | activado/desactivado | habilitado/deshabilitado | permitido/prohibido | permitir/prohibir | obligatorio/opcional | visible/oculto | mostrar/ocultar | síncrono/asíncrono | público/privado | primero/último | izquierda/derecha | arriba/abajo | aceptar/rechazar | aceptado/rechazado | conservar/eliminar | automáticamente/manualmente | antes/después',
  negations: 'no | nunca | jamás | ningun* | sin',
};
