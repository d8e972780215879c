import { isList } from '../json-values.ts';

/** What a field of how a call ended says where nothing failed, in the languages that keys of logs are read in. */

/** A letter with an accent, which in a text of bytes is two. */
const ACCENTED = '[^\\x00-\\x7f]{1,2}';
const WORDS = [
  'ok|okay|no|none|nil|null|undefined|n\\/?a|0|false|success|succeeded|successful|done|posted|sent|delivered|completed?',
  'no[ _-]?(?:error|fault|failure)',
  'nein|keiner?|keine|kein fehler|erfolg|erfolgreich|erledigt|fertig|abgeschlossen|in ordnung|gesendet',
  'non|aucune?|succ(?:e|~)s|r(?:e|~)ussie?|termin(?:e|~)e?|envoy(?:e|~)e?|aucune erreur',
  'ning(?:u|~)n|ningun[oa]|(?:e|~)xito|exitos[oa]|completad[oa]|correcto|hecho|enviad[oa]|sin error',
  'n(?:a|~)o|nenhuma?|sucesso|conclu(?:i|~)d[oa]|feito|sem erro',
  'nessun[oa]?|successo|riuscit[oa]|completat[oa]|inviat[oa]|nessun errore',
  'nee|geen|gelukt|geslaagd|voltooid|klaar|verzonden|geen fout',
  'nie|brak|sukces|zako(?:n|~)czono|gotowe|wys(?:l|~)ano',
  'nej|nei|ingen|inget|intet|lyckades|klart|f(?:a|~|ae)rdig|fullf(?:o|~)rt|gennemf(?:o|~)rt|utf(?:o|~)rt|sendt|valmis|onnistui',
  'hay(?:i|~)r|yok|ba(?:s|~)ar(?:i|~)l(?:i|~)|tamam|tamamland(?:i|~)',
  '-+',
];
const NO_ERROR = new RegExp(`^(?:${WORDS.join('|').replaceAll('~', ACCENTED)})?$`, 'i');

export const isNoError = (value: unknown): boolean =>
  value === '' ||
  value === false ||
  value === 0 ||
  (typeof value === 'string' && NO_ERROR.test(value.trim())) ||
  (isList(value) && value.length === 0);
